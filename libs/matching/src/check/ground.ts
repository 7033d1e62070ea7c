import type { Problem } from '../model/problem.js';
import { largestOf } from './floors.js';

/** What the proofs of all levels need of a problem. */
export interface Ground {
  readonly problem: Problem;
  readonly municipalities: number;
  /** Persons by number of size, ascending; a single 0 where no municipality has a persons band, for then no size matters. */
  readonly sizes: readonly number[];
  /** H: the number of the size of each household. */
  readonly sizeOf: Int32Array;
  /** By index of a leg's price: 1 where a pair over a border has that type. */
  readonly possible: Uint8Array;
  readonly largestWeight: number;
  readonly largestFit: number;
}

export function groundOf(problem: Problem): Ground {
  const municipalities = problem.municipalityCodes.length;
  const { low, high } = problem.personsBand;
  const limited = low.some(Number.isFinite) || high.some(Number.isFinite);
  const sizes = limited ? [...new Set(problem.persons)].sort((a, b) => a - b) : [0];
  const sizeOf = problem.persons.map((persons) => (limited ? sizes.indexOf(persons) : 0));
  return {
    problem,
    municipalities,
    sizes,
    sizeOf,
    possible: possibleLegs(problem, sizes.length, sizeOf),
    largestWeight: largestOf(problem.pairWeight),
    largestFit: problem.pairFit === null ? 0 : largestOf(problem.pairFit),
  };
}

function possibleLegs(problem: Problem, sizes: number, sizeOf: Int32Array): Uint8Array {
  const municipalities = problem.municipalityCodes.length;
  const possible = new Uint8Array(municipalities * municipalities * sizes);
  for (let household = 0; household < problem.persons.length; household += 1) {
    const from = problem.householdMunicipality[household]!;
    const size = sizeOf[household]!;
    for (let pair = problem.firstPair[household]!; pair < problem.firstPair[household + 1]!; pair += 1) {
      const to = problem.dwellingMunicipality[problem.pairDwelling[pair]!]!;
      if (to !== from) possible[(from * municipalities + to) * sizes + size] = 1;
    }
  }
  return possible;
}
