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

interface OneOff {
  readonly name: string;
  readonly period: Period;
  readonly persons: number;
}

export interface Forecast extends Expectation {
  /** The same without repeating one-off actions: those of this period stay counted, but are not carried forward. */
  readonly withoutOneOffs: Expectation;
  /** One-off actions of this period and the one before. */
  readonly oneOffs: readonly OneOff[];
}

/** Persons by the end of the period if every day brings as many as the days gone; null on the first day. */
const carriedForward = (persons: number, period: Period, asOf: LocalDate): number | null => {
  const gone = elapsed(period, asOf);
  return gone.days <= 0 ? null : divideHalfUp(persons * gone.ofDays, gone.days);
};

const oneOffsOf = (period: Period, detail: Realised | null): OneOff[] =>
  [...(detail?.oneOffs ?? [])]
    .filter(([, persons]) => persons !== 0)
    .map(([name, persons]) => ({ name, period, persons }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

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
): Forecast {
  const { taakstelling, opening, realised, detail } = now.balance;
  const from = taakstelling === null ? null : opening - taakstelling;
  const plus = (persons: number | null): number | null => (from === null || persons === null ? null : from + persons);

  const ordinary = detail === null ? null : withoutOneOffs(detail);
  const ordinaryForward = ordinary === null ? null : carriedForward(ordinary, now.period, now.asOf);
  const lastOrdinary = before.detail === null ? null : withoutOneOffs(before.detail);
  return {
    atLastPeriodsRealisation: plus(before.realised),
    atRunRate: plus(realised === null ? null : carriedForward(realised, now.period, now.asOf)),
    withoutOneOffs: {
      atLastPeriodsRealisation: plus(lastOrdinary),
      atRunRate:
        ordinaryForward === null || detail === null || ordinary === null
          ? null
          : plus(ordinaryForward + (detail.persons - ordinary)),
    },
    oneOffs: [...oneOffsOf(before.period, before.detail), ...oneOffsOf(now.period, detail)],
  };
}
