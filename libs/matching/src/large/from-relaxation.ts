import { exchangesAllowed } from '../exchange/allowed.js';
import type { FlowPrices } from '../flow/flow-prices.js';
import type { FlowWorth } from '../flow/worth.js';
import type { Exchange, Floors, Plan } from '../model/plan.js';
import { objectiveOf } from '../model/problem.js';
import { goalWorth, type Exchanges, type GoalWorth } from '../solve/level.js';
import { LinearSolver, linearSolver } from '../solve/linear-program.js';
import { scaleFor } from '../solve/price-bound.js';
import { worthOfPlan } from '../solve/worth-of-plan.js';
import type { PriceBound } from '../solve/price-bound.js';
import { aimAt } from './aim.js';
import { balanceProof } from './balance-proof.js';
import { Relaxation, type BalancePrices } from './relaxation.js';
import { Settling } from './settle.js';
import { likelyPairs } from './start-pairs.js';

/** Steps of one linear program at the usual effort. */
const ITERATIONS = 200_000;
/** Rounds in which pairs are added for one goal; usually six are enough. */
const ROUNDS = 20;
/** Earlier goals weigh somewhat more than their prices say, so that what is a tie for the prices is none for the search. */
const MARGIN = 1.5;

/** Exchanges from the relaxation that keeps persons in balance by size, and what its prices prove of any plan. */
export interface Relaxed {
  /** Within the bands, though they may leave a municipality below its floors; null where it settles to nothing. */
  readonly settled: readonly Exchange[] | null;
  /** Per goal, given what a plan reached for the goals before it; null where nothing was proven. */
  readonly proofs: (reached: readonly number[]) => readonly (PriceBound | null)[];
}

/** Solves the relaxation goal after goal, then settles exchanges for all goals that it was solved for together. */
export async function fromRelaxation(
  exchanges: Exchanges,
  floors: Floors | null,
  flow: FlowPrices,
  worths: readonly FlowWorth[],
  start: readonly number[],
): Promise<Relaxed> {
  const { problem } = exchanges;
  const goals = problem.goals.map((goal) => goalWorth(exchanges, goal));
  const earlierGoals = goals
    .slice(0, -1)
    .map(({ most }, l) => ({ pair: worths[l]!.pair, path: worths[l]!.path, most }));
  const highs = await linearSolver();
  const solver = new LinearSolver(highs);
  try {
    const iterations = Math.max(1, Math.round(ITERATIONS * problem.effort));
    const relaxation = new Relaxation(exchanges, floors, earlierGoals, solver, iterations, worths[0]!.path);
    relaxation.add([...start, ...likelyPairs(exchanges, flow)], (k) => worths[0]!.pair[k]!);
    const found: BalancePrices[] = [];
    for (const [at, worth] of worths.entries()) {
      relaxation.pricePaths(worth.path);
      const value = relaxation.solve((k) => worth.pair[k]!, ROUNDS, null);
      if (value === null) break;
      found.push(relaxation.prices);
      if (at < earlierGoals.length) relaxation.keep(at, Math.floor(value + 1e-6));
    }
    const proofs = (reached: readonly number[]): readonly (PriceBound | null)[] =>
      goals.map((worth, at) => {
        const earlier: (GoalWorth & { reached: number })[] = goals
          .slice(0, at)
          .map((goal, l) => ({ ...goal, reached: reached[l]! }));
        const prices = found[at];
        return prices === undefined
          ? null
          : balanceProof({ exchanges, worth, earlier, floors }, prices, scaleFor(exchanges, worth));
      });
    if (found.length === 0) return { settled: null, proofs };
    const aimed = problem.goals.slice(0, found.length);
    const weights = aimed.map((_, at) => (at === found.length - 1 ? 1 : 1 + MARGIN * found.at(-1)!.earlier(at)));
    earlierGoals.forEach((_, level) => relaxation.keep(level, -Infinity));
    const aim = aimAt(problem, aimed, weights);
    const settled = new Settling(highs, exchanges, relaxation, aim, floors).exchangesFor(problem.effort);
    const good = settled !== null && exchangesAllowed(problem, settled);
    return { settled: good ? settled : null, proofs };
  } finally {
    solver.dispose();
  }
}

/** Whether one plan is worth more than another for the first goal that tells them apart. */
export function isBetter({ problem }: Exchanges, plan: Plan, other: Plan): boolean {
  for (const goal of problem.goals) {
    const objective = objectiveOf(problem, goal);
    const more = worthOfPlan(problem, objective, plan) - worthOfPlan(problem, objective, other);
    if (more !== 0) return more > 0;
  }
  return false;
}
