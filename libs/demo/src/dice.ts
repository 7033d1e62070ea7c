import { mulberry32, sha256 } from '#libs/kernel';

/** Repeatable chance: the same seed gives the same throws on every machine, so that demo files can be remade byte for byte. */
export interface Dice {
  /** From 0 up to 1. */
  fraction(): number;
  /** A whole number from `low` up to and including `high`. */
  between(low: number, high: number): number;
  pick<T>(from: readonly T[]): T;
}

export function dice(seed: string): Dice {
  const fraction = mulberry32(Number.parseInt(sha256(seed).slice(0, 8), 16));
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
