import { mulberry32 } from '#libs/kernel';

/** Chance that can be had again: the same seed gives the same numbers. */
export interface Chance {
  /** From 0 up to 1. */
  readonly next: () => number;
  /** A whole number from 0 up to `bound`, which it is not. */
  readonly below: (bound: number) => number;
  readonly pick: <T>(of: readonly T[]) => T;
  readonly shuffled: <T>(of: readonly T[]) => readonly T[];
}

export function chance(seed: number): Chance {
  const next = mulberry32(seed);
  const below = (bound: number): number => Math.floor(next() * bound);
  return {
    next,
    below,
    pick: (of) => {
      const found = of[below(of.length)];
      if (found === undefined) throw new Error('nothing to choose from');
      return found;
    },
    shuffled: (of) => {
      const all = [...of];
      for (let n = all.length - 1; n > 0; n--) {
        const other = below(n + 1);
        [all[n], all[other]] = [all[other] as (typeof all)[number], all[n] as (typeof all)[number]];
      }
      return all;
    },
  };
}
