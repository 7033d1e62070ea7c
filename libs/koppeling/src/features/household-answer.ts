import type { MunicipalityCode } from '#libs/kernel';
import type { KnownHousehold } from '../domain/household.js';
import type { CountedPersons } from '../domain/household.events.js';

/** How a household stands after a command. */
export type ChangedHousehold = {
  readonly household: string;
  readonly municipality: MunicipalityCode;
  readonly status: KnownHousehold['status'];
  readonly persons: number;
  /** Persons still to be housed. */
  readonly toHouse: number;
};

export const answerOf = ({ household, municipality, status, persons, toHouse }: KnownHousehold): ChangedHousehold => ({
  household,
  municipality,
  status,
  persons,
  toHouse,
});

/** A household with where it lives and for whom it counts. */
export type HousedHousehold = {
  readonly household: ChangedHousehold;
  /** Id of the stay; null: it lives nowhere that we know of. */
  readonly stay: string | null;
  /** The rows of the ledger as they read now; empty: it does not count. */
  readonly counted: CountedPersons[];
};

export const housedAnswerOf = (state: KnownHousehold): HousedHousehold => ({
  household: answerOf(state),
  stay: state.stay?.id ?? null,
  counted: state.counted.map(({ knownAt: _, ...row }) => row),
});
