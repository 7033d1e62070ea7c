import { mulberry32 } from '#libs/kernel';
import { checkSolution } from '../check/check-solution.js';
import { asking, type Asked } from '../model/asking.js';
import type { Leg } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { solve } from '../solve/solve.js';
import { smallProblem } from '../testing/small-instances.js';
import { bestOfAll } from './testing/all-plans.js';

/** Others with FIRST_PROBLEM=20001; more or fewer with PROBLEMS. */
const FIRST = Number(process.env.FIRST_PROBLEM ?? 1);
const PROBLEMS = Number(process.env.PROBLEMS ?? 600);

/** One thing that is asked, and whether placements hold it. */
function questionOf(
  problem: Problem,
  random: () => number,
): { asked: Asked; holds: (legs: readonly Leg[]) => boolean } {
  const pick = (count: number): number => Math.floor(random() * count);
  const household = pick(problem.householdIds.length);
  const dwelling = pick(problem.dwellingIds.length);
  const kind = pick(3);
  if (kind === 0)
    return { asked: { households: [household] }, holds: (legs) => legs.some((l) => l.household === household) };
  if (kind === 1)
    return { asked: { dwellings: [dwelling] }, holds: (legs) => legs.some((l) => l.dwelling === dwelling) };
  const holds = (legs: readonly Leg[]): boolean =>
    legs.some((l) => l.household === household && l.dwelling === dwelling);
  return { asked: { pairs: [{ household, dwelling }] }, holds };
}

test('given something that is asked, when solved, then it is in the plan where any plan has it, and the goals reach what the best of those plans does', async () => {
  const seen = { within: 0, never: 0, withFloors: 0 };
  for (let seed = FIRST; seed < FIRST + PROBLEMS; seed++) {
    const random = mulberry32(seed);
    const problem = smallProblem(random);
    if (problem.householdIds.length === 0 || problem.dwellingIds.length === 0) continue;
    const { asked, holds } = questionOf(problem, random);
    const asks = asking(problem, asked);
    const solution = await solve(asks);
    const best = bestOfAll(problem, holds);
    const expected = best === null ? [0, ...bestOfAll(problem, () => true)!] : [1, ...best];
    expect(
      solution.levels.map(({ value }) => value),
      `problem ${seed}`,
    ).toEqual(expected);
    expect(
      solution.levels.map(({ bound }) => bound),
      `problem ${seed}`,
    ).toEqual(expected);
    expect(checkSolution(asks, solution), `problem ${seed}`).toEqual([]);
    seen[best === null ? 'never' : 'within'] += 1;
    if (best !== null && problem.neverWorseOff) seen.withFloors += 1;
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(PROBLEMS / 20);
});
