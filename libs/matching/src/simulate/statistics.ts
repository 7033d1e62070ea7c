/** The mean of what seeds gave, with the interval that holds the mean of all seeds in 95 of 100 such samples; null from fewer than two. */
export interface Estimate {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Two-sided 95 % points of Student's t by degrees of freedom, from 1; beyond the list by the expansion below, exact to four decimals there. */
const STUDENT = [
  12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281, 2.201, 2.1788, 2.1604, 2.1448, 2.1314,
  2.1199, 2.1098, 2.1009, 2.093, 2.086, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
] as const;
const NORMAL = 1.959964;

/** The factor of the standard error. The expansion in 1/freedom is that of Fisher and Cornish. */
export function studentPoint(freedom: number): number {
  const listed = STUDENT[freedom - 1];
  if (listed !== undefined) return listed;
  const z = NORMAL;
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  );
}

/** Null of nothing. */
export function estimateOf(values: readonly number[]): Estimate | null {
  const total = values.length;
  if (total === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / total;
  if (total === 1) return { mean, low: null, high: null };
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (total - 1);
  const half = studentPoint(total - 1) * Math.sqrt(spread / total);
  return { mean, low: mean - half, high: mean + half };
}
