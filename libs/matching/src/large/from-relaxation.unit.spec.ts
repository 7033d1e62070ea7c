import { mulberry32 } from '#libs/kernel';
import { checkSolution } from '../check/check-solution.js';
import { LegKinds } from '../exchange/leg-kinds.js';
import { networkOf, solveFlow } from '../flow/flow-levels.js';
import { flowWorth } from '../flow/worth.js';
import { generateInstance } from '../generate/generate-instance.js';
import { improvedPlan } from '../improve/improved-plan.js';
import type { Solution } from '../model/plan.js';
import { objectiveOf, type Problem } from '../model/problem.js';
import { readInstance } from '../read/read-instance.js';
import { exchangesOf } from '../solve/level.js';
import { floorsOf, localOnly } from '../solve/local-only.js';
import { solve } from '../solve/solve.js';
import { worthOfPlan } from '../solve/worth-of-plan.js';
import { bruteForce } from '../testing/brute-force.js';
import { smallProblem } from '../testing/small-instances.js';
import { fromRelaxation } from './from-relaxation.js';

/** What the relaxation settles to for the first goal, with its own proof; null where it settles to nothing. */
async function relaxed(problem: Problem): Promise<Solution | null> {
  const exchanges = exchangesOf(problem, new LegKinds(problem), []);
  const local = localOnly(problem);
  const legs = local.map((k) => ({ household: exchanges.pairHousehold[k]!, dwelling: problem.pairDwelling[k]! }));
  const floors = problem.neverWorseOff ? floorsOf(problem, legs) : null;
  const worths = problem.goals.map((goal) => flowWorth(problem, objectiveOf(problem, goal)));
  const flow = solveFlow(networkOf(problem), worths);
  const { settled, proofs } = await fromRelaxation(exchanges, floors, flow.levels[0]!.prices!, worths, [
    ...local,
    ...flow.placed,
  ]);
  const plan = settled === null ? null : improvedPlan(problem, floors, settled);
  if (plan === null) return null;
  const [goal] = problem.goals;
  const value = worthOfPlan(problem, objectiveOf(problem, goal!), plan);
  const [proof] = proofs([value]);
  if (proof === null || proof === undefined) return null;
  const { bound, prices } = proof;
  return { plan, floors, levels: [{ goal: goal!, value, bound, certificate: { kind: 'prices', prices } }] };
}

test('given small problems in every mode, when the relaxation is settled, then its plans are allowed and no plan is worth more than its prices prove', async () => {
  let plans = 0;
  let best = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const any = smallProblem(mulberry32(seed));
    const problem = { ...any, goals: any.goals.slice(0, 1) };
    const solution = await relaxed(problem);
    if (solution === null) continue;
    plans++;
    expect(checkSolution(problem, solution), `problem ${seed}`).toEqual([]);
    const [optimum] = bruteForce(problem);
    const [level] = solution.levels;
    expect(level!.value, `problem ${seed}`).toBeLessThanOrEqual(optimum!);
    expect(level!.bound, `problem ${seed}`).toBeGreaterThanOrEqual(optimum!);
    if (level!.value === optimum) best++;
  }
  expect(plans).toBeGreaterThan(300);
  expect(best).toBeGreaterThan(plans / 2);
});

test('given a thin region with every rule, when it is solved twice, then the checker agrees and the answers are the same', async () => {
  const read = readInstance(generateInstance({ scale: 'thin', seed: 1 }));
  if (!read.ok) throw new Error(JSON.stringify(read));
  const first = await solve(read.value);
  expect(checkSolution(read.value, first)).toEqual([]);
  const [level] = first.levels;
  expect(level!.value).toBeLessThanOrEqual(level!.bound);
  expect(await solve(read.value)).toEqual(first);
});
