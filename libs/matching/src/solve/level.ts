import { worthOfKind, type ExchangeKind } from '../exchange/exchange-kinds.js';
import type { LegKinds } from '../exchange/leg-kinds.js';
import { pairWorth } from '../flow/worth.js';
import type { Goal } from '../model/goals.js';
import type { Floors, Plan } from '../model/plan.js';
import { objectiveOf, type Problem } from '../model/problem.js';

/** What pairs and exchanges are worth for one goal. */
export interface GoalWorth {
  readonly goal: Goal;
  /** P. */
  readonly pair: Float64Array;
  /** By the number of the kind of exchange. */
  readonly exchange: Float64Array;
  /** No pair or leg of an exchange counts more than this, above or below zero. */
  readonly most: number;
}

/** All exchanges that a problem allows, and how its pairs are legs of them. */
export interface Exchanges {
  readonly problem: Problem;
  readonly legKinds: LegKinds;
  readonly kinds: readonly ExchangeKind[];
  /** P: the household of each pair, and its kind of leg (−1: local). */
  readonly pairHousehold: Int32Array;
  readonly pairLeg: Int32Array;
}

/** One goal to be maximised, after others that are not to be worth less than they reached. */
export interface Level {
  readonly exchanges: Exchanges;
  readonly worth: GoalWorth;
  readonly earlier: readonly (GoalWorth & { readonly reached: number })[];
  readonly floors: Floors | null;
}

export function exchangesOf(problem: Problem, legKinds: LegKinds, kinds: readonly ExchangeKind[]): Exchanges {
  const pairHousehold = new Int32Array(problem.pairDwelling.length);
  const pairLeg = new Int32Array(problem.pairDwelling.length);
  for (let h = 0; h < problem.persons.length; h++) {
    for (let k = problem.firstPair[h]!, end = problem.firstPair[h + 1]!; k < end; k++) {
      pairHousehold[k] = h;
      pairLeg[k] = legKinds.of(h, problem.pairDwelling[k]!);
    }
  }
  return { problem, legKinds, kinds, pairHousehold, pairLeg };
}

export function goalWorth({ problem, legKinds, kinds }: Exchanges, goal: Goal): GoalWorth {
  const objective = objectiveOf(problem, goal);
  const pair = pairWorth(problem, objective, null);
  const exchange = Float64Array.from(kinds, (kind) => worthOfKind(problem, objective, legKinds, kind));
  const largest = (list: Float64Array): number => list.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return { goal, pair, exchange, most: Math.max(objective.expected ? 1000 : 1, largest(pair), largest(exchange)) };
}

/** A plan as the pairs it uses and how many it has of each kind of exchange. */
export interface Choice {
  /** Ascending. */
  readonly pairs: readonly number[];
  readonly exchanges: ReadonlyMap<number, number>;
}

export function worthOfChoice(worth: GoalWorth, { pairs, exchanges }: Choice): number {
  let sum = 0;
  for (const k of pairs) sum += worth.pair[k]!;
  for (const [kind, times] of exchanges) sum += worth.exchange[kind]! * times;
  return sum;
}

/** Hands the legs of a choice to its exchanges, in the order of their numbers. */
export function planOf({ problem, kinds, pairHousehold, pairLeg }: Exchanges, choice: Choice): Plan {
  const waiting = new Map<number, number[]>();
  const local: number[] = [];
  for (const k of choice.pairs) {
    const leg = pairLeg[k]!;
    if (leg < 0) local.push(k);
    else waiting.set(leg, [...(waiting.get(leg) ?? []), k]);
  }
  const asLeg = (k: number): { household: number; dwelling: number } => ({
    household: pairHousehold[k]!,
    dwelling: problem.pairDwelling[k]!,
  });
  const exchanges = [...choice.exchanges].sort(([a], [b]) => a - b);
  return {
    local: local.map(asLeg),
    exchanges: exchanges.flatMap(([at, times]) =>
      Array.from({ length: times }, () => ({
        closed: kinds[at]!.closed,
        legs: kinds[at]!.legs.map((leg) => asLeg(waiting.get(leg)!.shift()!)),
      })),
    ),
  };
}
