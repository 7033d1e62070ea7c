import type { Split } from '../model/plan.js';
import type { Ground } from './ground.js';
import { isFields, isList } from './shape.js';

/** A side of a split that was taken on the way from the root. */
export interface Branch {
  readonly split: Split;
  readonly above: boolean;
}

/** One name per kind of exchange. */
export const kindKey = (closed: boolean, legs: readonly number[]): string =>
  `${closed ? 'closed' : 'open'} ${legs.join(' ')}`;

/** What branches change in a leaf, their prices on one thing added up. */
export interface BranchTerms {
  /** Per pair: what is added to its net worth; −Infinity where it is left out. */
  readonly pairs: ReadonlyMap<number, number>;
  /** Per kind of exchange: how much it may earn. */
  readonly kinds: ReadonlyMap<string, KindTerm>;
  /** What the branches add to the bound, as [price, times]. */
  readonly bound: readonly (readonly [number, number])[];
}

export interface KindTerm {
  readonly closed: boolean;
  readonly legs: readonly number[];
  readonly allowance: number;
}

/** Null where a branch that leaves a pair out has a price: then there is nothing that the price is for. */
export function termsOf(branches: readonly Branch[], prices: Float64Array): BranchTerms | null {
  const pairs = new Map<number, number>();
  const kinds = new Map<string, KindTerm>();
  const bound: [number, number][] = [];
  for (const [index, { split, above }] of branches.entries()) {
    const price = prices[index]!;
    if (split.on === 'pair') {
      if (!above && price > 0) return null;
      pairs.set(split.pair, (pairs.get(split.pair) ?? 0) + (above ? price : -Infinity));
      if (above) bound.push([price, -1]);
    } else {
      const { closed, legs, most } = split;
      const key = kindKey(closed, legs);
      const allowance = (kinds.get(key)?.allowance ?? 0) + (above ? -price : price);
      kinds.set(key, { closed, legs, allowance });
      bound.push([price, above ? -(most + 1) : most]);
    }
  }
  return { pairs, kinds, bound };
}

/** Whether the split is one of a pair that there is, or of a kind of exchange under its one name. */
export function isSplit(ground: Ground, split: unknown): split is Split {
  if (!isFields(split)) return false;
  if (split.on === 'pair') return isIndexOf(ground.problem.pairDwelling.length, split.pair);
  const { on, closed, legs, most } = split;
  return (
    on === 'exchange' &&
    typeof closed === 'boolean' &&
    Number.isSafeInteger(most) &&
    (most as number) >= 0 &&
    isList(legs) &&
    [...legs].every((leg) => isIndexOf(ground.possible.length, leg)) &&
    isKind(ground, closed, legs as readonly number[])
  );
}

const isIndexOf = (count: number, value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < count;

/** Where a leg price's leg goes, by its index. */
export function legAt(
  { municipalities, sizes }: Pick<Ground, 'municipalities' | 'sizes'>,
  index: number,
): { from: number; to: number; size: number } {
  const border = Math.floor(index / sizes.length);
  return {
    from: Math.floor(border / municipalities),
    to: border % municipalities,
    size: index % sizes.length,
  };
}

function isKind(ground: Ground, closed: boolean, legs: readonly number[]): boolean {
  if (legs.length < (closed ? 2 : 1)) return false;
  const steps = legs.map((leg) => legAt(ground, leg));
  const visited = steps.map(({ from }) => from);
  if (!closed) visited.push(steps.at(-1)!.to);
  const joined = steps.every(({ to }, index) => to === (visited[index + 1] ?? visited[0]));
  // The smallest index of a closed kind has the smallest municipality to leave from: each leaves from another.
  return joined && new Set(visited).size === visited.length && (!closed || visited.every((one) => one >= visited[0]!));
}
