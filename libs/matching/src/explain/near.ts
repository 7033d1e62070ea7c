import { provenBound } from '../check/certificate.js';
import { checkSolution } from '../check/check-solution.js';
import { Faults } from '../check/fault.js';
import { groundOf } from '../check/ground.js';
import { worthOf } from '../check/worth.js';
import type { LevelResult, Plan, Solution } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { solve } from '../solve/solve.js';
import { isProven } from './difference.js';

/** How a problem asks: the same goals and marks on whatever pairs are left. */
export type Asking = (problem: Problem) => Problem;

/**
 * Solves a problem so that the answer can be held against another plan. Where the solver proves its answer that is all; where it does not, two heuristic
 * plans differ by chance in a hundred places. Then the best plan near the other one is sought too: with all local pairs, the pairs of that plan
 * and those that `matter`, which are few enough to search well, and the better of the two is taken. Its bounds are those of the whole problem.
 */
export async function solveNear(
  problem: Problem,
  asks: Asking,
  plan: Plan,
  matters: (household: number, dwelling: number) => boolean,
): Promise<Solution> {
  const whole = asks(problem);
  const solution = await solve(whole);
  if (isProven(solution)) return solution;
  const near = await solve(asks(onlyNear(problem, plan, matters)));
  let best = solution;
  for (const candidate of [near.plan, plan]) {
    const told = withBounds(whole, candidate, solution);
    if (told !== null && isAhead(told.levels, best.levels)) best = told;
  }
  return best;
}

/** Local pairs stay, so that the floors of "never worse off" do. */
function onlyNear(problem: Problem, plan: Plan, matters: (household: number, dwelling: number) => boolean): Problem {
  const { householdMunicipality, dwellingMunicipality, firstPair, pairDwelling } = problem;
  const legs = [...plan.local, ...plan.exchanges.flatMap((exchange) => exchange.legs)];
  const has = new Map(legs.map(({ household, dwelling }) => [household, dwelling]));
  const first = new Int32Array(firstPair.length);
  const pairs: number[] = [];
  householdMunicipality.forEach((municipality, h) => {
    for (let k = firstPair[h]!; k < firstPair[h + 1]!; k++) {
      const d = pairDwelling[k]!;
      if (dwellingMunicipality[d] === municipality || has.get(h) === d || matters(h, d)) pairs.push(k);
    }
    first[h + 1] = pairs.length;
  });
  return {
    ...problem,
    firstPair: first,
    pairDwelling: Int32Array.from(pairs, (k) => pairDwelling[k]!),
    pairWeight: Float64Array.from(pairs, (k) => problem.pairWeight[k]!),
    pairFit: problem.pairFit === null ? null : Int32Array.from(pairs, (k) => problem.pairFit![k]!),
  };
}

/**
 * Another plan under the certificates of a solution: prices bound every plan, so that only what earlier levels reached is other. Null where the
 * plan does not keep the rules of the problem.
 */
function withBounds(problem: Problem, plan: Plan, { floors, levels }: Solution): Solution | null {
  const worth = worthOfSound(problem, plan);
  if (worth === null) return null;
  const ground = groundOf(problem);
  const told: LevelResult[] = [];
  for (const [at, { goal, certificate }] of levels.entries()) {
    const earlier = problem.goals.slice(0, at).map((before) => ({ goal: before, reached: worth[before] }));
    const bound = provenBound(ground, { goal, earlier, floors }, certificate, new Faults(), '');
    if (bound === null) return null;
    told.push({ goal, value: worth[goal], bound: Math.max(worth[goal], bound), certificate });
  }
  const solution = { plan, floors, levels: told };
  return checkSolution(problem, solution).length === 0 ? solution : null;
}

/** A plan for another problem may use pairs that this one does not have. */
function worthOfSound(problem: Problem, plan: Plan): ReturnType<typeof worthOf> | null {
  const fits = ({ household, dwelling }: Plan['local'][number]): boolean =>
    problem.pairDwelling.subarray(problem.firstPair[household], problem.firstPair[household + 1]).includes(dwelling);
  const legs = [...plan.local, ...plan.exchanges.flatMap((exchange) => exchange.legs)];
  return legs.every(fits) ? worthOf(problem, plan) : null;
}

const isAhead = (levels: readonly LevelResult[], others: readonly LevelResult[]): boolean => {
  const at = levels.findIndex(({ value }, index) => value !== others[index]!.value);
  return at >= 0 && levels[at]!.value > others[at]!.value;
};
