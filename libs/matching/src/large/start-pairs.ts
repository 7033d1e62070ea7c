import { networkOf } from '../flow/flow-levels.js';
import { ReducedCosts, type FlowPrices } from '../flow/flow-prices.js';
import type { Exchanges } from '../solve/level.js';

/** Pairs per household and per dwelling, and of these at home. */
const MOST = 4;
const MOST_LOCAL = 2;
/** Per dwelling and number of persons. */
const MOST_PER_SIZE = 2;

/** The pairs that the prices of a flow make likely: the first columns of a linear program, so that few are missing. */
export function likelyPairs({ problem, pairHousehold, pairLeg }: Exchanges, prices: FlowPrices): ReadonlySet<number> {
  const { firstPair, pairDwelling, persons } = problem;
  const reduced = new ReducedCosts(networkOf(problem), prices);
  const chosen = new Set<number>();
  const ofDwelling: number[][] = Array.from(problem.dwellingIds, () => []);
  const cost = new Float64Array(pairDwelling.length);
  const cheapest = (pairs: readonly number[]): number[] => [...pairs].sort((a, b) => cost[a]! - cost[b]! || a - b);
  for (let h = 0; h < persons.length; h++) {
    const own: number[] = [];
    for (let k = firstPair[h]!, end = firstPair[h + 1]!; k < end; k++) {
      cost[k] = reduced.pair(h, k);
      own.push(k);
      ofDwelling[pairDwelling[k]!]!.push(k);
    }
    const sorted = cheapest(own);
    for (const k of sorted.slice(0, MOST)) chosen.add(k);
    for (const k of sorted.filter((pair) => pairLeg[pair]! < 0).slice(0, MOST_LOCAL)) chosen.add(k);
  }
  for (const pairs of ofDwelling) {
    const sorted = cheapest(pairs);
    const seen = new Map<number, number>();
    for (const [at, k] of sorted.entries()) {
      const size = persons[pairHousehold[k]!]!;
      const before = seen.get(size) ?? 0;
      seen.set(size, before + 1);
      if (at < MOST || before < MOST_PER_SIZE) chosen.add(k);
    }
  }
  return chosen;
}
