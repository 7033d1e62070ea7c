import { mulberry32 } from '#libs/kernel';
import { checkSolution } from '../check/check-solution.js';
import { bruteForce } from '../testing/brute-force.js';
import { smallProblem } from '../testing/small-instances.js';
import { solve } from './solve.js';

/** Other problems with FIRST_PROBLEM=20001; more or fewer with PROBLEMS. */
const FIRST = Number(process.env.FIRST_PROBLEM ?? 1);
const PROBLEMS = Number(process.env.PROBLEMS ?? 10_000);

test('of ten thousand small problems in every mode, every goal reaches what a search through all plans finds best, proven, and the checker agrees', async () => {
  for (let seed = FIRST; seed < FIRST + PROBLEMS; seed++) {
    const problem = smallProblem(mulberry32(seed));
    const solution = await solve(problem);
    const best = bruteForce(problem);
    const told = {
      values: solution.levels.map(({ value }) => value),
      bounds: solution.levels.map(({ bound }) => bound),
      faults: checkSolution(problem, solution),
    };
    // A matcher is slow to compare ten thousand times.
    if (JSON.stringify(told) === JSON.stringify({ values: best, bounds: best, faults: [] })) continue;
    expect(told, `problem ${seed}`).toEqual({ values: best, bounds: best, faults: [] });
  }
}, 300_000);

test('with little effort the best plan so far is told with an honest gap', async () => {
  let unproven = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const problem = { ...smallProblem(mulberry32(seed)), effort: 0.0001 };
    const solution = await solve(problem);
    expect(checkSolution(problem, solution), `problem ${seed}`).toEqual([]);
    const best = bruteForce(problem);
    const [first] = solution.levels;
    expect(first!.value, `problem ${seed}`).toBeLessThanOrEqual(best[0]!);
    expect(first!.bound, `problem ${seed}`).toBeGreaterThanOrEqual(best[0]!);
    if (first!.value < first!.bound) unproven++;
  }
  expect(unproven).toBeGreaterThan(3);
});
