/**
 * Chance that can be had again: the same seed (a whole number, of which 32 bits count) gives the same numbers from 0 up to 1 on every machine. Mulberry32, in
 * the public domain: even enough to invent a demo or choose whom to kill; for nothing that must not be guessed.
 */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
