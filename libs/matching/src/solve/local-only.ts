import { networkOf, solveFlow } from '../flow/flow-levels.js';
import { flowWorth } from '../flow/worth.js';
import type { Floors, Leg } from '../model/plan.js';
import { objectiveOf, type Problem } from '../model/problem.js';

/** The pairs of households and dwellings of one municipality, by the numbers of the problem. */
function localPairs({ householdMunicipality, dwellingMunicipality, firstPair, pairDwelling }: Problem): {
  readonly firstPair: Int32Array;
  readonly pairs: Int32Array;
} {
  const first = new Int32Array(firstPair.length);
  const pairs: number[] = [];
  for (let h = 0; h < householdMunicipality.length; h++) {
    for (let k = firstPair[h]!, end = firstPair[h + 1]!; k < end; k++) {
      if (dwellingMunicipality[pairDwelling[k]!] === householdMunicipality[h]) pairs.push(k);
    }
    first[h + 1] = pairs.length;
  }
  return { firstPair: first, pairs: Int32Array.from(pairs) };
}

/**
 * The pairs of the canonical plan without exchanges: best by the goals in their order, then households, persons and singles. By these last
 * three every such plan gives the same floors, so that no name decides about them.
 */
export function localOnly(problem: Problem): readonly number[] {
  const { firstPair, pairs } = localPairs(problem);
  const network = { ...networkOf(problem), firstPair, pairDwelling: pairs.map((k) => problem.pairDwelling[k]!) };
  const local: Problem = { ...problem, maxChain: 0 };
  const goals = [...new Set([...problem.goals, 'households', 'persons'] as const)];
  const worths = goals.map((goal) => flowWorth(local, objectiveOf(local, goal)));
  const singles = problem.persons.map((persons) => (persons === 1 ? 1 : 0));
  worths.push(flowWorth(local, { pair: null, household: singles, crossing: 0, path: 0, expected: false }));
  const { placed } = solveFlow(
    network,
    worths.map(({ pair }) => ({ pair: Float64Array.from(pairs, (k) => pair[k]!), path: 0, granted: null })),
  );
  return placed.map((at) => pairs[at]!);
}

/** The floors that placements give: own households and persons per municipality, and singles in all where they count. */
export function floorsOf(problem: Problem, placements: readonly Leg[]): Floors {
  const households = new Int32Array(problem.municipalityCodes.length);
  const persons = new Int32Array(problem.municipalityCodes.length);
  let singles = 0;
  for (const { household } of placements) {
    const m = problem.householdMunicipality[household]!;
    households[m]!++;
    persons[m]! += problem.persons[household]!;
    if (problem.persons[household] === 1) singles++;
  }
  return { households, persons, singles: problem.singlesFloor ? singles : 0 };
}
