import { dateOf, refusal, startOfDay, type Instant, type LocalDate, type Refusal } from '#libs/kernel';

/** The calendar is slow to ask (some 50 µs), and all rows of a file are judged at one moment. */
let asked: { readonly now: Instant; readonly today: LocalDate } | null = null;

export function todayAt(now: Instant): LocalDate {
  if (asked?.now !== now) asked = { now, today: dateOf(now) };
  return asked.today;
}

/** Refusals for the days and moments among these fields that lie after now; today itself is fine. */
export function inFuture(
  fields: Readonly<Record<string, LocalDate | Instant | null>>,
  now: Instant,
): readonly Refusal[] {
  const today = todayAt(now);
  return Object.entries(fields)
    .filter(([, value]) => value !== null && (value.length === today.length ? value > today : value > now))
    .map(([name, value]) => refusal('DATE_IN_FUTURE', `${value} ligt in de toekomst`, ['input', name], { today }));
}

/** Nobody knows of a move before the day on which it happened: a plan to move is no placement. */
export function knownTooEarly(on: LocalDate, knownAt: Instant | null): readonly Refusal[] {
  if (knownAt === null || knownAt >= startOfDay(on)) return [];
  const message = `een verhuizing van ${on} kan niet op ${knownAt} bekend zijn geweest`;
  return [refusal('KNOWN_BEFORE_MOVE', message, ['input', 'knownAt'], { on, knownAt })];
}

/** A refusal when one day lies before another that cannot come after it. */
export const before = (
  field: string,
  day: LocalDate,
  least: LocalDate,
  code: string,
  what: string,
): readonly Refusal[] =>
  day >= least ? [] : [refusal(code, `${day} ligt vóór ${what} (${least})`, ['input', field], { least })];
