import { ok, refuse, type Instant, type LocalDate, type MunicipalityCode, type Result } from '#libs/kernel';
import { holdAt, type Household, type KnownHousehold } from './household.js';

const HOUSEHOLD = ['input', 'household'];

/** Also said of a household of another municipality, to one that never had it: that it is known is already an answer. */
export const householdUnknown = refuse('HOUSEHOLD_UNKNOWN', 'dit huishouden is niet bekend', HOUSEHOLD);
export const notCoupled = refuse('NOT_COUPLED', 'dit huishouden heeft geen open koppeling', HOUSEHOLD);
export const notPlaced = refuse('NOT_PLACED', 'van dit huishouden is nog geen plaatsing vastgelegd', HOUSEHOLD);
/** To who had it. Without telling where: that is the business of the other municipality [quality.md §1, invariant 9]. */
export const coupledElsewhere = refuse(
  'COUPLED_ELSEWHERE',
  'dit huishouden is aan een andere gemeente gekoppeld',
  HOUSEHOLD,
);
export const alreadyPlaced = ({ counted }: KnownHousehold) =>
  refuse('ALREADY_PLACED', 'van dit huishouden is al een plaatsing vastgelegd', HOUSEHOLD, {
    on: counted[0]?.on ?? null,
  });
export const householdReserved = (exchange: string) =>
  refuse('HOUSEHOLD_RESERVED', 'dit huishouden is gereserveerd voor een uitwisseling', HOUSEHOLD, { exchange });
export const householdHeld = (exchange: string) =>
  refuse('HOUSEHOLD_HELD', 'dit huishouden zit al in een uitwisseling', HOUSEHOLD, { exchange });

/** The household as one that this municipality may speak for; who never had it, finds none. */
export function ownedBy(state: Household, by: MunicipalityCode): Result<KnownHousehold> {
  if (state.status === 'unknown') return householdUnknown;
  if (state.municipality === by) return ok(state);
  return hadIt(state, by) ? coupledElsewhere : householdUnknown;
}

/** Whether it was coupled to a municipality once. */
export const hadIt = ({ koppelingen }: KnownHousehold, municipality: MunicipalityCode): boolean =>
  koppelingen.some((koppeling) => koppeling.municipality === municipality);

/** As `ownedBy`, where there must be persons in an open koppeling. */
export function openFor(state: Household, by: MunicipalityCode): Result<KnownHousehold> {
  const owned = ownedBy(state, by);
  if (!owned.ok) return owned;
  if (owned.value.status === 'placed') return alreadyPlaced(owned.value);
  return owned.value.status === 'ended' ? notCoupled : owned;
}

/**
 * The exchange whose claim the municipality breaks by using the household itself; null: none. Once every municipality accepted
 * it, the household is reserved and the municipality is refused.
 */
export function brokenByOwner(state: KnownHousehold, now: Instant): Result<string | null> {
  const held = holdAt(state, now);
  if (held === null) return ok(null);
  return held.kind === 'claim' ? ok(held.exchange) : householdReserved(held.exchange);
}

/** The later of two days. */
export const later = (one: LocalDate, other: LocalDate): LocalDate => (one > other ? one : other);
