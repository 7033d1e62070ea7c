import type { CoaDifferenceKind, HouseholdEventOf } from './household.events.js';
import { coupledSince, type KnownHousehold, type OurSide, type StatedByCoa } from './household.js';

/** What we say of the koppeling now. */
export const oursOf = ({ status, municipality, persons }: KnownHousehold): OurSide => ({
  municipality: status === 'ended' ? null : municipality,
  persons,
});

/**
 * How the two differ; null: they do not. COA's list is of those who wait: whoever is wholly housed is no longer on it, and need
 * not be.
 */
function differenceBetween(
  ours: OurSide,
  theirs: Pick<StatedByCoa, 'municipality' | 'persons'>,
  toHouse: number,
): CoaDifferenceKind | null {
  if (theirs.municipality === null) return ours.municipality !== null && toHouse > 0 ? 'only-ours' : null;
  if (ours.municipality === null) return 'only-theirs';
  if (ours.municipality !== theirs.municipality) return 'other-municipality';
  return theirs.persons !== null && theirs.persons !== ours.persons ? 'persons' : null;
}

/** What COA stated, beside what we said at that moment. */
export function statedIn(event: HouseholdEventOf<'CoaKoppelingStated'>, state: KnownHousehold): StatedByCoa {
  const { municipality, persons, on } = event;
  const ours = oursOf(state);
  return {
    municipality,
    persons,
    on,
    ours,
    differed: differenceBetween(ours, { municipality, persons }, state.toHouse),
  };
}

/** First day of how it stands with us; what COA stated before says nothing about that. */
export const standsSince = (state: KnownHousehold): KnownHousehold['permitOn'] =>
  state.status === 'ended' && state.ended !== null ? state.ended.on : coupledSince(state);

/** A list of an earlier day than what COA said last says nothing of now, and is not kept. */
export const isOutdated = ({ stated }: KnownHousehold, listedOn: StatedByCoa['on']): boolean =>
  stated !== null && listedOn < stated.on;

/** How what COA last stated differs from what we say now; null: it does not. */
export function differenceNow(state: KnownHousehold): CoaDifferenceKind | null {
  const { stated, toHouse } = state;
  return stated === null || stated.on < standsSince(state) ? null : differenceBetween(oursOf(state), stated, toHouse);
}
