import { sha256 } from '#libs/kernel';

/** Repeatable chance: the same seed gives the same throws on every machine, so that demo files can be remade byte for byte. */
export interface Dice {
  /** From 0 up to 1. */
  fraction(): number;
  /** A whole number from `low` up to and including `high`. */
  between(low: number, high: number): number;
  pick<T>(from: readonly T[]): T;
}

/** Mulberry32, a public-domain generator of 32 bits: enough for demo data, for nothing else. */
export function dice(seed: string): Dice {
  let state = Number.parseInt(sha256(seed).slice(0, 8), 16);
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const between = (low: number, high: number): number => low + Math.floor(fraction() * (high - low + 1));
  return {
    fraction,
    between,
    pick: (from) => {
      const chosen = from[between(0, from.length - 1)];
      if (chosen === undefined) throw new RangeError('nothing to pick from');
      return chosen;
    },
  };
}
