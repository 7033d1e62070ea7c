import { Temporal } from 'temporal-polyfill';
import { ok, refuse, type Result } from './decision.js';

declare const brand: unique symbol;

/** A calendar date in Europe/Amsterdam, `YYYY-MM-DD`; compares as text. */
export type LocalDate = string & { readonly [brand]: 'LocalDate' };
/** A moment in UTC to the millisecond, `YYYY-MM-DDTHH:mm:ss.sssZ`; compares as text. */
export type Instant = string & { readonly [brand]: 'Instant' };

/** Dates in this domain are those on the wall of a Dutch town hall (Algemene termijnenwet; domain decision). */
export const TIME_ZONE = 'Europe/Amsterdam';

/** Where "now" comes from. Passed in, so that tests can turn it. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => new Date().toISOString() as Instant };

/** A clock that stands still until told otherwise; for tests and simulations. */
export function manualClock(start: string): Clock & { set(instant: string): void } {
  let current = instantOrThrow(start);
  return {
    now: () => current,
    set: (instant) => {
      current = instantOrThrow(instant);
    },
  };
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

const FIRST_DAY = '1900-01-01';
/** In Amsterdam that day began before it did in UTC. */
const FIRST_MOMENT = '1899-12-31';
const FOUR_DIGIT_YEAR = /^\d{4}-/;

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** By arithmetic, not by a calendar library: every event that is read or written comes here, some several times. */
function isDayOfCalendar(text: string): boolean {
  if (!DATE.test(text) || text < FIRST_DAY) return false;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = month === 2 && isLeap ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0);
  const day = Number(text.slice(8));
  return day >= 1 && day <= last;
}

/** Reads `YYYY-MM-DD`; refuses what is not a day of the calendar (30 February) with `DATE_INVALID`. */
export function parseLocalDate(text: string, path: readonly string[] = []): Result<LocalDate> {
  if (isDayOfCalendar(text)) return ok(text as LocalDate);
  return refuse('DATE_INVALID', `“${text.slice(0, 40)}” is geen bestaande datum (JJJJ-MM-DD)`, path);
}

/**
 * Reads an ISO 8601 moment with a zone or offset, from 1900 on; refuses anything else with `INSTANT_INVALID`. A year
 * of other than four digits would neither compare as text nor be taken by Postgres.
 */
export function parseInstant(text: string, path: readonly string[] = []): Result<Instant> {
  const instant = instantOf(text);
  if (instant !== null && FOUR_DIGIT_YEAR.test(instant) && instant >= FIRST_MOMENT) return ok(instant);
  return refuse('INSTANT_INVALID', `“${text.slice(0, 40)}” is geen tijdstip met tijdzone (2023-07-01T00:00:00Z)`, path);
}

/** As the store and `toInstant` write moments. */
const CANONICAL_MOMENT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

function instantOf(text: string): Instant | null {
  // What has this form already is not asked of the calendar library: every event that is read comes here.
  if (CANONICAL_MOMENT.test(text) && isDayOfCalendar(text.slice(0, 10))) return text as Instant;
  try {
    return toInstant(Temporal.Instant.from(text));
  } catch {
    return null;
  }
}

/** A date literal in code or from a source that was checked before. */
export function localDate(text: string): LocalDate {
  const parsed = parseLocalDate(text);
  if (!parsed.ok) throw new RangeError(parsed.refusals[0]?.message);
  return parsed.value;
}

export function instantOrThrow(text: string): Instant {
  const parsed = parseInstant(text);
  if (!parsed.ok) throw new RangeError(parsed.refusals[0]?.message);
  return parsed.value;
}

const toInstant = (value: Temporal.Instant): Instant => new Date(value.epochMilliseconds).toISOString() as Instant;

const MOST_REMEMBERED = 10_000;

/** The first moment of a local date: 22:00Z or 23:00Z of the day before, by daylight saving. */
export const startOfDay = remembered((date: LocalDate) =>
  toInstant(Temporal.PlainDate.from(date).toZonedDateTime(TIME_ZONE).toInstant()),
);

/** The calendar library takes some 20 µs to find when a day begins, and the same few hundred days come back in every command. */
function remembered<T>(of: (date: LocalDate) => T): (date: LocalDate) => T {
  const known = new Map<LocalDate, T>();
  return (date) => {
    const before = known.get(date);
    if (before !== undefined) return before;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const found = of(date);
    known.set(date, found);
    return found;
  };
}

/** The local date on which a moment falls: that in UTC or, since Amsterdam is ahead of it by at most two hours, the one after. */
export function dateOf(instant: Instant): LocalDate {
  const inUtc = instant.slice(0, 10) as LocalDate;
  const { next, from } = dayAfter(inUtc);
  return instant < from ? inUtc : next;
}

const dayAfter = remembered((date) => {
  const next = addDays(date, 1);
  return { next, from: startOfDay(next) };
});

const DAY_MS = 86_400_000;

/** By arithmetic, as `isDayOfCalendar`: a date by itself knows no summer time. */
export function addDays(date: LocalDate, days: number): LocalDate {
  const text = new Date(Date.parse(date) + days * DAY_MS).toISOString();
  // A year of other than four digits is written longer.
  return text.slice(0, text.indexOf('T')) as LocalDate;
}

/** Whole days from `from` up to `to`; negative when `to` lies before. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

/** Whole calendar months from `from` up to `to`: 1 January to 1 July is 6, to 30 June is 5. */
export const monthsBetween = (from: LocalDate, to: LocalDate): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'months' }).months;

export const today = (clock: Clock): LocalDate => dateOf(clock.now());
