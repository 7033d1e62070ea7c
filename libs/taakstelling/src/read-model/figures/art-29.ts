import type { MunicipalityCode } from '#libs/kernel';
import type { FiguresPolicy } from '../../domain/figures.policy.js';

export type RoundingMode = FiguresPolicy['formulaRounding'];

/** One municipality's taakstelling by the formula of the law, beside the official one. Persons. */
export interface FormulaShare {
  readonly municipality: MunicipalityCode;
  readonly inhabitants: number;
  /** vg × inhabitants / inhabitants of the country, to two decimals, half up. */
  readonly exactShare: string;
  readonly formula: number;
  readonly official: number | null;
  /** official − formula. */
  readonly deviation: number | null;
}

/** n / d to two decimals, half up; n ≥ 0, d > 0. */
function twoDecimals(n: bigint, d: bigint): string {
  const hundredths = (200n * n + d) / (2n * d);
  return `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, '0')}`;
}

const sumOf = (inhabitants: ReadonlyMap<MunicipalityCode, number>): bigint => {
  let sum = 0n;
  for (const n of inhabitants.values()) sum += BigInt(n);
  return sum;
};

/** Whole persons per municipality with the exact sum: the largest remainders get one more; equal ones in order of code. */
function largestRemainders(
  vg: bigint,
  inhabitants: ReadonlyMap<MunicipalityCode, number>,
  country: bigint,
): ReadonlyMap<MunicipalityCode, bigint> {
  const shares = [...inhabitants].map(([municipality, n]) => {
    const product = vg * BigInt(n);
    return { municipality, whole: product / country, remainder: product % country };
  });
  const left = Number(vg - shares.reduce((sum, s) => sum + s.whole, 0n));
  const lucky = new Set(
    [...shares]
      .sort((a, b) =>
        a.remainder === b.remainder ? (a.municipality < b.municipality ? -1 : 1) : a.remainder > b.remainder ? -1 : 1,
      )
      .slice(0, left)
      .map((s) => s.municipality),
  );
  return new Map(shares.map((s) => [s.municipality, s.whole + (lucky.has(s.municipality) ? 1n : 0n)]));
}

/**
 * The formula of art. 29: vg × inhabitants of the municipality / inhabitants of the country, in exact whole-number
 * arithmetic. A check beside the official numbers, never in their place: published totals do not follow the rounding of the
 * law (2023-1: exact share of Utrecht 1650.95, published 1651, all rounded up about 1663).
 * @param inhabitants of every municipality of the country, on 1 January of the year before.
 */
export function formulaShares(
  vg: number,
  inhabitants: ReadonlyMap<MunicipalityCode, number>,
  rounding: RoundingMode,
): ReadonlyMap<MunicipalityCode, number> {
  const country = sumOf(inhabitants);
  if (country === 0n) return new Map();
  const persons = BigInt(vg);
  if (rounding === 'LARGEST_REMAINDER') {
    return new Map([...largestRemainders(persons, inhabitants, country)].map(([m, n]) => [m, Number(n)]));
  }
  const rounded = (n: bigint): bigint =>
    rounding === 'CEIL' ? (n + country - 1n) / country : (2n * n + country) / (2n * country);
  return new Map([...inhabitants].map(([m, n]) => [m, Number(rounded(persons * BigInt(n)))]));
}

/** The exact share of some municipalities together, to two decimals. */
export function exactShareOf(
  vg: number,
  inhabitants: ReadonlyMap<MunicipalityCode, number>,
  of: readonly MunicipalityCode[],
): string {
  const together = of.reduce((sum, m) => sum + BigInt(inhabitants.get(m) ?? 0), 0n);
  return twoDecimals(BigInt(vg) * together, sumOf(inhabitants));
}
