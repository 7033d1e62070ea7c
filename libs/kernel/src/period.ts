import { ok, refuse, type Result } from './decision.js';
import { daysBetween, monthsBetween, type LocalDate } from './time.js';

declare const brand: unique symbol;

/** Taakstellingsperiode, a half-year: `2023-1` runs from 1 January up to 1 July, `2023-2` from 1 July up to 1 January. Compares as text. */
export type Period = string & { readonly [brand]: 'Period' };

/** Months in a period [Huisvestingswet 2014, art. 28: a half calendar year]. */
export const MONTHS_IN_PERIOD = 6;

/** Reads `JJJJ-1` or `JJJJ-2`; refuses anything else (`2023-3`) with `PERIOD_INVALID`. */
export function parsePeriod(text: string, path: readonly string[] = []): Result<Period> {
  if (/^(19|20|21)\d{2}-[12]$/.test(text)) return ok(text as Period);
  return refuse('PERIOD_INVALID', `“${text.slice(0, 40)}” is geen taakstellingsperiode (2023-1 of 2023-2)`, path);
}

export function period(text: string): Period {
  const parsed = parsePeriod(text);
  if (!parsed.ok) throw new RangeError(parsed.refusals[0]?.message);
  return parsed.value;
}

const year = (p: Period): number => Number(p.slice(0, 4));
const isFirstHalf = (p: Period): boolean => p.endsWith('1');

/** The first day that counts. */
export const startOf = (p: Period): LocalDate => `${p.slice(0, 4)}-${isFirstHalf(p) ? '01' : '07'}-01` as LocalDate;
/** The first day that no longer counts: 1 July closes the first half. */
export const endOf = (p: Period): LocalDate =>
  isFirstHalf(p) ? (`${p.slice(0, 4)}-07-01` as LocalDate) : startOf(next(p));

export const next = (p: Period): Period =>
  (isFirstHalf(p) ? `${p.slice(0, 4)}-2` : `${String(year(p) + 1).padStart(4, '0')}-1`) as Period;
export const previous = (p: Period): Period =>
  (isFirstHalf(p) ? `${String(year(p) - 1).padStart(4, '0')}-2` : `${p.slice(0, 4)}-1`) as Period;

/** The period in which a local date falls. */
export const periodOf = (date: LocalDate): Period =>
  `${date.slice(0, 4)}-${date.slice(5, 7) < '07' ? '1' : '2'}` as Period;

export const daysIn = (p: Period): number => daysBetween(startOf(p), endOf(p));
/** Days of the period that are over when `asOf` is the first day that no longer counts. */
export const daysGone = (p: Period, asOf: LocalDate): number => daysBetween(startOf(p), asOf);
/** Completed months (0–6) when `asOf` is the first day that no longer counts. */
export const completedMonths = (p: Period, asOf: LocalDate): number => monthsBetween(startOf(p), asOf);
