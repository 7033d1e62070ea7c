import type { Identity } from '#libs/access';
import type { NewEvent, RecordedEvent, StreamId } from '#libs/event-store';
import { refuse, type LocalDate, type MunicipalityCode, type Period, type Result } from '#libs/kernel';

/** Injection token of what municipalities agreed before it was decided. Optional: without it, nothing was. */
export const REDISTRIBUTION_AGREEMENTS = Symbol('RedistributionAgreements');

/** A redistribution as the supervisor decides it. */
export interface DecidedRedistribution {
  /** Id of the joint change. */
  readonly redistribution: string;
  readonly period: Period;
  readonly shares: readonly {
    readonly municipality: MunicipalityCode;
    readonly was: number;
    readonly persons: number;
  }[];
  /** The day from which it holds. */
  readonly announcedOn: LocalDate;
}

/** Answered by the context of exchanges, which stands above this one. */
export interface RedistributionAgreements {
  /** Read and written in the same commit as the taakstellingen. */
  streamOf(exchange: string): StreamId;
  /**
   * The events by which the exchange records the decision. Refuses `NOT_FOUND` alike where nothing was agreed and where it is not
   * this person's to decide, and what differs from the agreement.
   * @param history the stream of the exchange
   */
  record(
    identity: Identity,
    history: readonly RecordedEvent[],
    decided: DecidedRedistribution,
  ): Result<readonly NewEvent[]>;
}

export const NO_AGREEMENTS: RedistributionAgreements = {
  streamOf: (exchange) => `exchange-${exchange}`,
  record: () => refuse('NOT_FOUND', 'Niet gevonden', ['input', 'exchange']),
};
