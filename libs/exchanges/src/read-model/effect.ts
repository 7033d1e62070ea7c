import { addDays, daysBetween, periodOf, type LocalDate, type MunicipalityCode, type Period } from '#libs/kernel';
import type { LegKind } from '../domain/exchange.events.js';
import { isWithin, minus, plus, sumOf, type Counted, type Tolerance } from './balance.js';

/** A leg as far as its effect goes. */
export interface EffectLeg {
  readonly leg: number;
  readonly kind: LegKind;
  readonly from: MunicipalityCode;
  readonly to: MunicipalityCode;
  readonly persons: number;
  /** How late the household is today; null: not known, or not for this person. */
  readonly daysLate: number | null;
}

export interface EffectQuestion {
  readonly municipality: MunicipalityCode;
  readonly legs: readonly EffectLeg[];
  readonly today: LocalDate;
  /** By the exchanges policy, from settlement to the move. */
  readonly moveDays: number;
  /** What is left of its task in the period of the move; null: not known, or not for this person. */
  readonly remaining: number | null;
  /** The koppel balance on the last reference date. */
  readonly koppelBalance: { readonly on: LocalDate; readonly persons: number | null };
  /** Its exchange balance now; null: not for this person. */
  readonly exchangeBalance: Counted | null;
  /** Of the policy of today; null: none holds. */
  readonly tolerance: Tolerance | null;
  /** What it agreed of its own taakstellingen with the exchange. */
  readonly redistribution: readonly AgreedChange[];
}

/** An agreed change of the taakstelling of one municipality [Huisvestingswet 2014, art. 29(2)]. */
export interface AgreedChange {
  readonly period: Period;
  /** Persons more, or fewer. */
  readonly change: number;
  /** The supervisor decided so: the figures hold it already. */
  readonly decided: boolean;
}

/** Something as it is, as it would be, and the difference, which is known also where the rest is not. */
export interface Shift {
  readonly before: number | null;
  readonly after: number | null;
  readonly change: number;
}

export interface LateHousehold {
  readonly leg: number;
  readonly persons: number;
  readonly daysLate: number;
}

/** What an exchange does to one of its municipalities [domain.md §4]: told before it answers. */
export interface Effect {
  readonly municipality: MunicipalityCode;
  /** Households that it gives and takes. One in a shared doorstroomlocatie is neither. */
  readonly out: Counted;
  readonly in: Counted;
  /** Persons that will count for it, and when the moves are expected. */
  readonly realisation: { readonly persons: number; readonly movesOn: LocalDate; readonly period: Period };
  /** Of its taakstellingen; empty: they stay. */
  readonly redistribution: readonly AgreedChange[];
  /** Of the period of the move, with what was agreed of its taakstelling and not decided yet. */
  readonly remaining: Shift;
  /** Told as last known; the change shows on the next reference date. Never an excuse: without exchanges it does not move. */
  readonly koppelBalance: {
    readonly lastOn: LocalDate;
    readonly last: number | null;
    readonly nextOn: LocalDate;
    readonly change: number;
  };
  /** Households and persons, given minus received. */
  readonly exchangeBalance: {
    readonly households: Shift;
    readonly persons: Shift;
    readonly tolerance: Tolerance | null;
    /** Whether it stands within the tolerance before and after; null: not known, or not for this person. */
    readonly within: { readonly before: boolean; readonly after: boolean } | null;
  };
  /** Households that come in late already: the clock of the permit goes on, and this municipality is not blamed for it. */
  readonly latenessTakenOver: {
    readonly households: readonly LateHousehold[];
    readonly mostDays: number;
    /** Households that come in of which it is not known. */
    readonly unknown: number;
  };
}

const counted = (legs: readonly EffectLeg[]): Counted => sumOf(legs.map(({ persons }) => ({ households: 1, persons })));

const shift = (before: number | null, change: number): Shift => ({
  before,
  after: before === null ? null : before + change,
  change,
});

/** Days by which a household is late: after its permit and the housing term, whatever municipality it was coupled to. */
export const daysLateOn = (permitOn: LocalDate, housingTermDays: number, on: LocalDate): number =>
  Math.max(0, daysBetween(addDays(permitOn, housingTermDays), on));

/** 1 April and 1 October: the last reference date up to a day, and the next one after it. */
export function koppelDates(day: LocalDate): { readonly last: LocalDate; readonly next: LocalDate } {
  const year = Number(day.slice(0, 4));
  const dates = [year - 1, year, year + 1].flatMap((y) => [`${y}-04-01`, `${y}-10-01`]) as LocalDate[];
  const next = dates.findIndex((date) => date > day);
  return { last: dates[next - 1] as LocalDate, next: dates[next] as LocalDate };
}

export function effectOf(question: EffectQuestion): Effect {
  const { municipality, legs, today, moveDays, remaining, koppelBalance, exchangeBalance, tolerance, redistribution } =
    question;
  const recouplings = legs.filter(({ kind }) => kind === 'recoupling');
  const coming = recouplings.filter(({ to }) => to === municipality);
  const out = counted(recouplings.filter(({ from }) => from === municipality));
  const into = counted(coming);
  // In a shared doorstroomlocatie a household counts for the municipality that it stays coupled to.
  const elsewhere = legs.filter(({ kind, from }) => kind === 'doorstroom' && from === municipality);
  const realised = plus(into, counted(elsewhere)).persons;
  const movesOn = addDays(today, moveDays);
  const net = minus(out, into);
  const { next } = koppelDates(today);
  /** What the taakstelling of a period will change by; what was decided stands in the figures. */
  const changeOf = (period: Period): number =>
    redistribution.reduce((sum, one) => sum + (one.period === period && !one.decided ? one.change : 0), 0);
  return {
    municipality,
    out,
    in: into,
    realisation: { persons: realised, movesOn, period: periodOf(movesOn) },
    redistribution,
    remaining: shift(remaining, changeOf(periodOf(movesOn)) - realised),
    koppelBalance: {
      lastOn: koppelBalance.on,
      last: koppelBalance.persons,
      nextOn: next,
      change: into.persons - out.persons - changeOf(periodOf(next)),
    },
    exchangeBalance: {
      households: shift(exchangeBalance?.households ?? null, net.households),
      persons: shift(exchangeBalance?.persons ?? null, net.persons),
      tolerance,
      within:
        exchangeBalance && tolerance
          ? { before: isWithin(exchangeBalance, tolerance), after: isWithin(plus(exchangeBalance, net), tolerance) }
          : null,
    },
    latenessTakenOver: latenessOf(coming),
  };
}

function latenessOf(coming: readonly EffectLeg[]): Effect['latenessTakenOver'] {
  const households = coming.flatMap(({ leg, persons, daysLate }) =>
    daysLate === null || daysLate === 0 ? [] : [{ leg, persons, daysLate }],
  );
  return {
    households,
    mostDays: Math.max(0, ...households.map(({ daysLate }) => daysLate)),
    unknown: coming.filter(({ daysLate }) => daysLate === null).length,
  };
}
