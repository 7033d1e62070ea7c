/** Whole persons and whole percentages only: a court must be able to redo every step by hand, so nothing here rounds twice. */

/** ⌊n / d⌋ for whole n and d > 0, exact below 2^53. */
const floorDivide = (n: number, d: number): number => Math.floor(n / d);

/** n / d to the nearest whole number, a half going up (−0.5 → 0); d > 0. */
export const divideHalfUp = (n: number, d: number): number => floorDivide(2 * n + d, 2 * d);

/** n / d to the next whole number up; d > 0. */
export const divideUp = (n: number, d: number): number => -floorDivide(-n, d);

/** n as a whole percentage of d, half up; null (not applicable) where d ≤ 0. */
export const percentage = (n: number, d: number): number | null => (d > 0 ? divideHalfUp(100 * n, d) : null);

/** Sum of what is known; null where nothing is. */
export function sumOfKnown(values: readonly (number | null)[]): number | null {
  let sum: number | null = null;
  for (const value of values) if (value !== null) sum = (sum ?? 0) + value;
  return sum;
}
