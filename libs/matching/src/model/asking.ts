import { mark } from './marks.js';
import type { Leg, Plan } from './plan.js';
import type { Problem } from './problem.js';

/** What somebody asks for, by numbers: a household to be placed, a dwelling to be used, a household in a dwelling. */
export interface Asked {
  readonly households?: readonly number[];
  readonly dwellings?: readonly number[];
  readonly pairs?: readonly Leg[];
}

/**
 * The problem with one more goal before all others: `asked`, how many of its placements are asked for. And with a plan to `keep` one after all
 * others: `kept`, how many placements are of that plan, so that nothing changes that need not.
 */
export function asking(problem: Problem, asked: Asked, keep: Plan | null = null): Problem {
  const goals = keep === null ? problem.goals : [...problem.goals, 'kept' as const];
  return marked({ ...problem, goals: ['asked', ...goals] }, asked, keep);
}

/** The problem with only the last goal of `asking`. */
export const keeping = (problem: Problem, keep: Plan): Problem =>
  marked({ ...problem, goals: [...problem.goals, 'kept'] }, {}, keep);

function marked(problem: Problem, { households = [], dwellings = [], pairs = [] }: Asked, keep: Plan | null): Problem {
  const wanted = new Set(dwellings);
  const asked = marksOn(problem, pairs);
  for (const h of households) asked.fill(1, problem.firstPair[h], problem.firstPair[h + 1]);
  if (wanted.size > 0) problem.pairDwelling.forEach((d, k) => (asked[k] = wanted.has(d) ? 1 : asked[k]!));
  const kept = keep === null ? [] : [...keep.local, ...keep.exchanges.flatMap(({ legs }) => legs)];
  mark(problem, { asked, kept: marksOn(problem, kept) });
  return problem;
}

/** 1 for those of the legs that are pairs of the problem. */
function marksOn({ firstPair, pairDwelling }: Problem, legs: readonly Leg[]): Int32Array {
  const on = new Int32Array(pairDwelling.length);
  for (const { household, dwelling } of legs) {
    for (let k = firstPair[household]!, end = firstPair[household + 1]!; k < end; k++) {
      if (pairDwelling[k] === dwelling) on[k] = 1;
    }
  }
  return on;
}
