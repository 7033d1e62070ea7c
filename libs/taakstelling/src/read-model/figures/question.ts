import {
  addDays,
  endOf,
  ok,
  refuse,
  startOf,
  type Instant,
  type LocalDate,
  type MunicipalityCode,
  type Period,
  type Result,
  type Scope,
} from '#libs/kernel';
import type { Administration } from '../../domain/taakstelling.events.js';

/** `computed`: from the ledger, per municipality and summed. `published`: from what was published for the scope itself. */
export type Basis = 'computed' | 'published';

/** What somebody may ask; what is left out gets its default, and the answer says which. */
export interface FiguresQuestion {
  readonly scope: Scope;
  readonly period: Period;
  /** The first day that no longer counts. Default: tomorrow, within the period. */
  readonly asOf?: LocalDate | undefined;
  /** Only what was known at or before this moment. Default: all that is recorded. */
  readonly knownAt?: Instant | undefined;
  readonly basis?: Basis | undefined;
  /** Count the rows of this administration, in every period, instead of the one that leads by policy. */
  readonly administration?: Administration | undefined;
  /** Only facts up to this position of the log. Default: all that the read model holds. */
  readonly position?: number | undefined;
  /** Wait until the read model holds this position: so one reads one's own writes. */
  readonly atLeast?: number | undefined;
}

/** A question with what whoever asks may see. */
export interface VisibleQuestion extends FiguresQuestion {
  /** Whether they may see single rows: to others no remark of a row and no name of a one-off action is shown. */
  readonly rowsVisible: boolean;
}

/** A question with nothing left to the moment of asking: the same one gets the same answer for ever. */
export interface FixedQuestion {
  readonly scope: Scope;
  /** Municipalities of the scope in the period: itself, those of the province, or all. */
  readonly municipalities: readonly MunicipalityCode[];
  readonly period: Period;
  readonly asOf: LocalDate;
  readonly knownAt: Instant | null;
  readonly basis: Basis | null;
  readonly administration: Administration | null;
  readonly rowsVisible: boolean;
  /** The log position that the facts go up to. */
  readonly position: number;
}

/** The default: tomorrow, so that today counts; at most the end of the period and at least its start. */
export function defaultAsOf(period: Period, today: LocalDate): LocalDate {
  const tomorrow = addDays(today, 1);
  if (tomorrow > endOf(period)) return endOf(period);
  return tomorrow < startOf(period) ? startOf(period) : tomorrow;
}

/** Refuses a reference date outside [start, end] of the period with `AS_OF_OUTSIDE_PERIOD`. */
export function checkAsOf(period: Period, asOf: LocalDate): Result<LocalDate> {
  if (asOf >= startOf(period) && asOf <= endOf(period)) return ok(asOf);
  return refuse(
    'AS_OF_OUTSIDE_PERIOD',
    `de peildatum ${asOf} valt buiten de periode ${period} (${startOf(period)} tot en met ${endOf(period)})`,
    ['asOf'],
    { period, from: startOf(period), to: endOf(period) },
  );
}

/** Refuses a moment that has not come yet with `KNOWN_AT_IN_FUTURE`: what will be known then is not known now. */
export function checkKnownAt(knownAt: Instant, now: Instant): Result<Instant> {
  if (knownAt <= now) return ok(knownAt);
  return refuse('KNOWN_AT_IN_FUTURE', `het moment ${knownAt} ligt in de toekomst`, ['knownAt'], { now });
}

/** `SCOPE_UNKNOWN`: no municipality lies within it. */
export const scopeUnknown = (scope: Scope): Result<never> =>
  refuse('SCOPE_UNKNOWN', `“${scope}” is geen bekende gemeente of provincie`, ['scope']);
