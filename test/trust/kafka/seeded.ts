/** Chance that can be had again: the same seed gives the same numbers. */
export interface Chance {
  /** From 0 up to 1. */
  readonly next: () => number;
  /** A whole number from 0 up to `bound`, which it is not. */
  readonly below: (bound: number) => number;
  readonly pick: <T>(of: readonly T[]) => T;
  readonly shuffled: <T>(of: readonly T[]) => readonly T[];
}

/** Mulberry32: small, and even enough to choose whom to kill and when. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
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
