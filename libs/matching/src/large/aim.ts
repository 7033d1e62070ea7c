import { expectedOf } from '../exchange/exchange-kinds.js';
import { flowWorth, pairWorth } from '../flow/worth.js';
import type { Goal } from '../model/goals.js';
import { objectiveOf, type Problem } from '../model/problem.js';

/** What a search for a plan aims at: goals, each as often as its weight says. */
export interface Aim {
  /** P: what a pair is worth by itself; a leg of an exchange that counts as a whole is worth nothing here. */
  readonly pair: Float64Array;
  /** What an exchange adds to its legs: `asked` are its municipalities in travel order. */
  exchange(closed: boolean, asked: readonly number[]): number;
  /** What a leg may be granted beforehand of what its exchange is worth, at least its share in any. */
  granted(from: number, to: number): number;
  /** Per open path, at most. */
  readonly path: number;
}

/** One goal or several as one aim. */
export function aimAt(problem: Problem, goals: readonly Goal[], weights: readonly number[]): Aim {
  const municipalities = problem.municipalityCodes.length;
  const pair = new Float64Array(problem.pairDwelling.length);
  const grants = new Float64Array(municipalities * municipalities);
  let path = 0;
  let expected = 0;
  goals.forEach((goal, at) => {
    const weight = weights[at]!;
    const objective = objectiveOf(problem, goal);
    pairWorth(problem, objective, null).forEach((worth, k) => (pair[k]! += weight * worth));
    path += weight * objective.path;
    if (!objective.expected) return;
    expected += weight;
    flowWorth(problem, objective).granted!.forEach((worth, i) => (grants[i]! += weight * worth));
  });
  return {
    pair,
    path,
    granted: (from, to) => grants[from * municipalities + to]!,
    exchange: (closed, asked) =>
      (closed ? 0 : path) +
      (expected === 0 ? 0 : expected * expectedOf(problem, closed ? asked.length : asked.length - 1, asked)),
  };
}
