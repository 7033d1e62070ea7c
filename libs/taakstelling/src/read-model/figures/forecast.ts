import type { LocalDate, Period } from '#libs/kernel';
import type { Balance } from './balance.js';
import { elapsed } from './calendar.js';
import { withoutOneOffs, type Realised } from './realised.js';
import { divideHalfUp } from './whole-numbers.js';

/** Closing balances to expect, in persons; null = unknown. */
interface Expectation {
  /** If this period realises what the period before did [seed: −406 − 2126 + 1138 = −1394]. */
  readonly atLastPeriodsRealisation: number | null;
  /** If the rest of the period goes as the days so far. */
  readonly atRunRate: number | null;
}

/** A type, not an interface: only a type is JSON to TypeScript. */
type Range = { readonly lowest: number; readonly highest: number };

interface OneOff {
  readonly name: string;
  readonly period: Period;
  readonly persons: number;
}

export interface Forecast extends Expectation {
  /** What the expectations span, with and without one-off actions [domain.md §2]; null where none is known. */
  readonly range: Range | null;
  /** The same without repeating one-off actions: those of this period stay counted, but are not carried forward. */
  readonly withoutOneOffs: Expectation;
  /** One-off actions of this period and the one before; per period together for those who may not see rows. */
  readonly oneOffs: readonly OneOff[];
}

/** Persons by the end of the period if every day brings as many as the days gone; null on the first day. */
const carriedForward = (persons: number, period: Period, asOf: LocalDate): number | null => {
  const gone = elapsed(period, asOf);
  return gone.days <= 0 ? null : divideHalfUp(persons * gone.ofDays, gone.days);
};

/** To those who may not see rows no action is named: a name is text of rows, and tells whose persons they were. */
const TOGETHER = 'eenmalige acties';

const oneOffsOf = (period: Period, detail: Realised | null, named: boolean): OneOff[] => {
  if (detail === null) return [];
  const persons: Iterable<[string, number]> = named
    ? detail.oneOffs
    : [[TOGETHER, detail.persons - withoutOneOffs(detail)]];
  return [...persons]
    .filter(([, n]) => n !== 0)
    .map(([name, n]) => ({ name, period, persons: n }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
};

/** Lowest and highest of what is known. */
function rangeOf(...expectations: readonly Expectation[]): Range | null {
  const known = expectations.flatMap((e) => [e.atLastPeriodsRealisation, e.atRunRate]).filter((n) => n !== null);
  return known.length === 0 ? null : { lowest: Math.min(...known), highest: Math.max(...known) };
}

/** What the period before realised: all that a forecast needs of it. */
export interface Before {
  readonly period: Period;
  readonly realised: number | null;
  /** Null where only a published total is known. */
  readonly detail: Realised | null;
}

/** Where the closing balance is going, from this period's balance and what the period before realised. */
export function forecastOf(
  now: { readonly period: Period; readonly asOf: LocalDate; readonly balance: Balance },
  before: Before,
  rowsVisible: boolean,
): Forecast {
  const { taakstelling, opening, realised, detail } = now.balance;
  const from = taakstelling === null ? null : opening - taakstelling;
  const plus = (persons: number | null): number | null => (from === null || persons === null ? null : from + persons);

  const ordinary = detail === null ? null : withoutOneOffs(detail);
  const ordinaryForward = ordinary === null ? null : carriedForward(ordinary, now.period, now.asOf);
  const lastOrdinary = before.detail === null ? null : withoutOneOffs(before.detail);
  const withOneOffs: Expectation = {
    atLastPeriodsRealisation: plus(before.realised),
    atRunRate: plus(realised === null ? null : carriedForward(realised, now.period, now.asOf)),
  };
  const without: Expectation = {
    atLastPeriodsRealisation: plus(lastOrdinary),
    atRunRate:
      ordinaryForward === null || detail === null || ordinary === null
        ? null
        : plus(ordinaryForward + (detail.persons - ordinary)),
  };
  return {
    ...withOneOffs,
    range: rangeOf(withOneOffs, without),
    withoutOneOffs: without,
    oneOffs: [...oneOffsOf(before.period, before.detail, rowsVisible), ...oneOffsOf(now.period, detail, rowsVisible)],
  };
}
