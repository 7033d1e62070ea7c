import { exchangesAllowed, reachesFloors } from '../exchange/allowed.js';
import { aimAt } from '../large/aim.js';
import type { Goal } from '../model/goals.js';
import { pairWorth } from '../flow/worth.js';
import type { Exchange, Floors, Plan } from '../model/plan.js';
import { objectiveOf, type Problem } from '../model/problem.js';
import { Improving } from './improve.js';

/** Attempts at the usual effort to take exchanges out and put better ones in. */
const STEPS = 10;
/** More households than this make the successions too large for memory: 12 bytes for each two. */
const MOST_HOUSEHOLDS = 6_000;
/** Goals in their order are one number up to here, with room for sums; a double holds whole ones to 2^53. */
const MOST_WORTH = 2 ** 40;
const SEED = 1;

/** As many goals as fit in one number, each weighed so that it comes before all that follow. */
function firstGoals(problem: Problem): { readonly goals: readonly Goal[]; readonly weights: readonly number[] } {
  const places = Math.min(problem.persons.length, problem.dwellingIds.length);
  const ranges = problem.goals.map((goal) => {
    const objective = objectiveOf(problem, goal);
    const most = pairWorth(problem, objective, null).reduce((top, worth) => Math.max(top, Math.abs(worth)), 0);
    return 2 * places * (most + Math.abs(objective.path) + (objective.expected ? 2 ** 20 : 0)) + 1;
  });
  let count = 0;
  for (let product = 1; count < ranges.length; count++) {
    product *= ranges[count]!;
    if (count > 0 && product > MOST_WORTH) break;
  }
  const goals = problem.goals.slice(0, count);
  const weights = goals.map((_, at) => ranges.slice(at + 1, count).reduce((product, range) => product * range, 1));
  return { goals, weights };
}

/**
 * A plan from exchanges: those that leave a municipality below its floors are dropped, what no exchange uses is placed at home, and more exchanges are
 * put in as long as they bring something. Effort counts attempts, so the same exchanges give the same plan. Null where there are too many households,
 * or no plan was found.
 */
export function improvedPlan(problem: Problem, floors: Floors | null, exchanges: readonly Exchange[]): Plan | null {
  if (problem.persons.length > MOST_HOUSEHOLDS) return null;
  const { goals, weights } = firstGoals(problem);
  const aim = aimAt(problem, goals, weights);
  const plan = new Improving(problem, aim, floors, exchanges).improve(Math.round(STEPS * problem.effort), SEED);
  if (plan === null || !exchangesAllowed(problem, plan.exchanges)) return null;
  return floors === null || reachesFloors(problem, floors, plan) ? plan : null;
}
