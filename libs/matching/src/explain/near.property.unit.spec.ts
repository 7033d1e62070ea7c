import { mulberry32 } from '#libs/kernel';
import { checkSolution } from '../check/check-solution.js';
import { asking } from '../model/asking.js';
import type { Solution } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { solve } from '../solve/solve.js';
import { smallProblem } from '../testing/small-instances.js';
import { isProven } from './difference.js';
import { explainHousehold } from './explain.js';
import { solveNear } from './near.js';
import { bestOfAll } from './testing/all-plans.js';
import { tampered } from './testing/tampering.js';
import { verifyExplanation } from './verify/verify-explanation.js';

const PROBLEMS = Number(process.env.PROBLEMS ?? 300);

const isAhead = (values: readonly number[], others: readonly number[]): boolean => {
  const at = values.findIndex((value, index) => value !== others[index]);
  return at >= 0 && values[at]! > others[at]!;
};

test('given too little effort to prove anything, when a household that waits asks, then what is told is sound, never better than the best, and proven only where it is', async () => {
  const seen = { unproven: 0, proven: 0, undecided: 0 };
  for (let seed = 1; seed <= PROBLEMS; seed++) {
    const problem = { ...smallProblem(mulberry32(seed)), effort: 0.0001 };
    const plan = await solve(problem);
    for (const [household, id] of problem.householdIds.entries()) {
      const result = await explainHousehold({ problem, profiles: null }, id, plan);
      if (!result.ok) throw new Error(`problem ${seed}: ${JSON.stringify(result.refusals)}`);
      const { facts } = result.value;
      if (facts.kind === 'placed' || facts.alternative === null) continue;
      const best = bestOfAll(problem, (legs) => legs.some((leg) => leg.household === household));
      if (facts.alternative.kind === 'impossible') expect(best, `problem ${seed}`).toBeNull();
      if (facts.alternative.kind === 'undecided') {
        seen.undecided += 1;
        for (const { path, value } of tampered(facts)) {
          const changed = verifyExplanation({ problem, profiles: null }, { ...result.value, facts: value });
          expect(changed, `problem ${seed}: ${path}`).not.toEqual([]);
        }
      }
      if (facts.alternative.kind !== 'possible') continue;
      const { proven, difference } = facts.alternative;
      const after = difference.goals.map((goal) => goal.after);
      expect(isAhead(after, best!), `problem ${seed}`).toBe(false);
      if (proven) expect(after, `problem ${seed}`).toEqual(best);
      if (!isProven(plan)) expect(proven, `problem ${seed}`).toBe(false);
      seen[proven ? 'proven' : 'unproven'] += 1;
    }
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(PROBLEMS / 60);
});

test('given too little effort, when a plan near another is sought too, then it is never worse than without, now and then better, and keeps the proof of the whole', async () => {
  const seen = { better: 0, same: 0 };
  for (let seed = 1; seed <= PROBLEMS; seed++) {
    const problem = { ...smallProblem(mulberry32(seed)), effort: 0.0001 };
    if (problem.householdIds.length === 0) continue;
    const { plan } = await solve({ ...problem, effort: 1 });
    const asks = (some: Problem): Problem => asking(some, { households: [0] }, plan);
    const whole = asks(problem);
    const alone = await solve(whole);
    if (isProven(alone)) continue;
    const found = await solveNear(problem, asks, plan, (household) => household === 0);
    const values = (solution: Solution): readonly number[] => solution.levels.map(({ value }) => value);
    expect(checkSolution(whole, found), `problem ${seed}`).toEqual([]);
    expect(isAhead(values(alone), values(found)), `problem ${seed}`).toBe(false);
    seen[isAhead(values(found), values(alone)) ? 'better' : 'same'] += 1;
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(PROBLEMS / 60);
});
