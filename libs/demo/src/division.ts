import type { Dice } from './dice.js';

/** Divides a whole total by weights with the largest remainders, so that the parts add up to the total to the digit. */
export function divide(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const missing = total - parts.reduce((a, b) => a + b, 0);
  exact
    .map((share, i) => ({ i, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i)
    .slice(0, missing)
    .forEach(({ i }) => {
      parts[i] = (parts[i] ?? 0) + 1;
    });
  return parts;
}

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * Invents a whole number within each pair of bounds such that all add up to `total`.
 * @throws RangeError when the bounds leave no such numbers.
 */
export function inventWithin(total: number, bounds: readonly Bounds[], chance: Dice): readonly number[] {
  const low = bounds.reduce((sum, b) => sum + b.low, 0);
  const high = bounds.reduce((sum, b) => sum + b.high, 0);
  if (total < low || total > high) throw new RangeError(`${total} does not lie between ${low} and ${high}`);
  const parts = bounds.map((b) => chance.between(b.low, b.high));
  let missing = total - parts.reduce((a, b) => a + b, 0);
  const step = Math.sign(missing);
  // In proportion to the room that is left, so that the big cities take the big steps.
  while (missing !== 0) {
    const room = bounds.map((b, i) => (step > 0 ? b.high - (parts[i] ?? 0) : (parts[i] ?? 0) - b.low));
    const wanted = divide(Math.abs(missing), room);
    wanted.forEach((extra, i) => {
      const taken = Math.min(extra, room[i] ?? 0);
      parts[i] = (parts[i] ?? 0) + step * taken;
      missing -= step * taken;
    });
  }
  return parts;
}
