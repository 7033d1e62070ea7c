import { lookUp, numbered, type Numbered } from './numbering.js';
import type { Faults } from './faults.js';
import type { Problem, Band } from '../model/problem.js';
import type { RawInstance, StructuredInstance } from './instance.schema.js';

type Instance = RawInstance | StructuredInstance;
type Item<K extends 'municipalities' | 'households' | 'dwellings', I extends Instance> = I[K][number];

/** Municipalities, households and dwellings by number. */
export interface Listing<I extends Instance> {
  readonly municipalities: Numbered<Item<'municipalities', I>>;
  readonly households: Numbered<Item<'households', I>>;
  readonly dwellings: Numbered<Item<'dwellings', I>>;
}

export function listed<I extends Instance>(instance: I, faults: Faults): Listing<I> {
  const municipalities: readonly Item<'municipalities', I>[] = instance.municipalities;
  const households: readonly Item<'households', I>[] = instance.households;
  const dwellings: readonly Item<'dwellings', I>[] = instance.dwellings;
  const listing = {
    municipalities: numbered(municipalities, ({ code }) => code, ['municipalities', 'code'], faults),
    households: numbered(households, ({ id }) => id, ['households', 'id'], faults),
    dwellings: numbered(dwellings, ({ id }) => id, ['dwellings', 'id'], faults),
  };
  const { numberOf } = listing.municipalities;
  for (const list of ['households', 'dwellings'] as const) {
    instance[list].forEach(({ municipality }, i) => {
      lookUp(numberOf, municipality, 'MUNICIPALITY_UNKNOWN', [list, i, 'municipality'], faults);
    });
  }
  return listing;
}

/** All of a problem that is the same with and without given pairs. Only for a listing without faults. */
export function numbersOf(
  { policy }: Instance,
  { municipalities, households, dwellings }: Listing<Instance>,
): Omit<Problem, 'goals' | 'singlesFloor' | 'acceptance' | 'overdue' | 'nearTerm' | 'waitingRank' | PairField> {
  const place = ({ municipality }: { municipality: string }): number => municipalities.numberOf.get(municipality)!;
  return {
    municipalityCodes: municipalities.ids,
    householdIds: households.ids,
    dwellingIds: dwellings.ids,
    householdMunicipality: Int32Array.from(households.items, place),
    dwellingMunicipality: Int32Array.from(dwellings.items, place),
    persons: Int32Array.from(households.items, ({ persons }) => persons),
    householdBand: bandOf(municipalities.items, (at) => [
      at.householdBalance,
      or(at.householdTolerance, policy.householdTolerance),
    ]),
    personsBand: bandOf(municipalities.items, (at) => [
      at.personsBalance,
      or(at.personsTolerance, policy.personsTolerance),
    ]),
    maxMunicipalities: policy.maxMunicipalities ?? Infinity,
    maxChain: policy.maxChain ?? Infinity,
    neverWorseOff: policy.neverWorseOff,
    effort: policy.effort,
  };
}

type PairField = 'firstPair' | 'pairDwelling' | 'pairWeight' | 'pairFit';

/** Null is a tolerance of its own, without limit; only what is absent gives way. */
const or = (own: number | null | undefined, policy: number | null): number | null => (own === undefined ? policy : own);

/** How far a municipality may still go: from its balance to the tolerance, and never is doing nothing too far. */
function bandOf<T>(
  municipalities: readonly T[],
  of: (at: T) => readonly [balance: number, tolerance: number | null],
): Band {
  const low = new Float64Array(municipalities.length);
  const high = new Float64Array(municipalities.length);
  municipalities.forEach((municipality, m) => {
    const [balance, tolerance] = of(municipality);
    // Zero is added because a minus zero would be another number to whoever compares bytes.
    low[m] = tolerance === null ? -Infinity : Math.min(balance, -tolerance) - balance + 0;
    high[m] = tolerance === null ? Infinity : Math.max(balance, tolerance) - balance + 0;
  });
  return { low, high };
}
