import { mulberry32 } from '#libs/kernel';
import { exchangesAllowed, reachesFloors } from '../exchange/allowed.js';
import { LegKinds } from '../exchange/leg-kinds.js';
import { objectiveOf } from '../model/problem.js';
import { exchangesOf } from '../solve/level.js';
import { floorsOf, localOnly } from '../solve/local-only.js';
import { worthOfPlan } from '../solve/worth-of-plan.js';
import { bruteForce } from '../testing/brute-force.js';
import { smallProblem } from '../testing/small-instances.js';
import { improvedPlan } from './improved-plan.js';

test('given small problems in every mode and no exchange yet, when plans are made better, then they are allowed, the same each time, no better than the best, and often better than placing at home', () => {
  let better = 0;
  let best = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const problem = smallProblem(mulberry32(seed));
    const { pairHousehold } = exchangesOf(problem, new LegKinds(problem), []);
    const local = localOnly(problem).map((k) => ({
      household: pairHousehold[k]!,
      dwelling: problem.pairDwelling[k]!,
    }));
    const floors = problem.neverWorseOff ? floorsOf(problem, local) : null;
    const plan = improvedPlan(problem, floors, []);
    if (plan === null) continue;
    expect(exchangesAllowed(problem, plan.exchanges), `problem ${seed}`).toBe(true);
    if (floors !== null) expect(reachesFloors(problem, floors, plan), `problem ${seed}`).toBe(true);
    expect(improvedPlan(problem, floors, []), `problem ${seed}`).toEqual(plan);
    const objective = objectiveOf(problem, problem.goals[0]!);
    const value = worthOfPlan(problem, objective, plan);
    const [optimum] = bruteForce(problem);
    expect(value, `problem ${seed}`).toBeLessThanOrEqual(optimum!);
    if (value === optimum) best++;
    if (value > worthOfPlan(problem, objective, { local, exchanges: [] })) better++;
  }
  expect(best).toBeGreaterThan(100);
  expect(better).toBeGreaterThan(10);
});
