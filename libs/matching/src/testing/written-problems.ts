import type { Certificate, Prices } from '../model/plan.js';
import type { Problem } from '../model/problem.js';

/** A problem as one writes it down: municipalities are named by letters, the rest by number. */
export interface Written extends Partial<Problem> {
  readonly municipalities: string;
  /** The municipality and the persons of each household. */
  readonly households: readonly (readonly [municipality: string, persons: number])[];
  /** A letter each: the municipality of the dwelling. */
  readonly dwellings: string;
  /** By household, then dwelling: the weight. */
  readonly pairs: readonly (readonly [household: number, dwelling: number, weight: number])[];
}

/** The problem, with tolerance 0 in households, none in persons, exchanges of up to three and no paths, unless it is written otherwise. */
export function problemOf({ municipalities, households, dwellings, pairs, ...rules }: Written): Problem {
  const codes = [...municipalities];
  const firstPair = [0, ...households.map((_, household) => pairs.filter(([owner]) => owner <= household).length)];
  return {
    municipalityCodes: codes,
    householdIds: households.map((_, number) => `h${number}`),
    dwellingIds: [...dwellings].map((_, number) => `d${number}`),
    householdMunicipality: Int32Array.from(households, ([municipality]) => codes.indexOf(municipality)),
    dwellingMunicipality: Int32Array.from(dwellings, (municipality) => codes.indexOf(municipality)),
    persons: Int32Array.from(households, ([, persons]) => persons),
    waitingRank: new Int32Array(households.length),
    firstPair: Int32Array.from(firstPair),
    pairDwelling: Int32Array.from(pairs, ([, dwelling]) => dwelling),
    pairWeight: Float64Array.from(pairs, ([, , weight]) => weight),
    pairFit: null,
    overdue: null,
    nearTerm: null,
    acceptance: new Int32Array(codes.length).fill(800),
    householdBand: within(codes.length, 0),
    personsBand: within(codes.length, Infinity),
    maxMunicipalities: 3,
    maxChain: 0,
    neverWorseOff: false,
    singlesFloor: false,
    goals: ['weight'],
    effort: 1,
    ...rules,
  };
}

/** As far either way in every municipality. */
export const within = (municipalities: number, tolerance: number): Problem['householdBand'] => ({
  low: new Float64Array(municipalities).fill(-tolerance),
  high: new Float64Array(municipalities).fill(tolerance),
});

/** A certificate of one leaf: prices that are 0 unless they are written. `sizes` as the checker counts them. */
export function pricesFor(
  problem: Problem,
  sizes: number,
  earlier: number,
  written: Partial<Prices> = {},
): Certificate {
  const municipalities = problem.municipalityCodes.length;
  const each = (): Float64Array => new Float64Array(municipalities);
  const prices: Prices = {
    scale: 1,
    dwelling: new Float64Array(problem.dwellingIds.length),
    leg: new Float64Array(municipalities * municipalities * sizes),
    householdsOut: each(),
    householdsIn: each(),
    personsOut: each(),
    personsIn: each(),
    floorHouseholds: each(),
    floorPersons: each(),
    floorSingles: 0,
    earlier: new Float64Array(earlier),
    branches: new Float64Array(0),
    ...written,
  };
  return { kind: 'prices', prices };
}

/** Zero but for the numbers that are named. */
export function priced(length: number, numbers: Readonly<Record<number, number>>): Float64Array {
  const values = new Float64Array(length);
  for (const [index, value] of Object.entries(numbers)) values[Number(index)] = value;
  return values;
}
