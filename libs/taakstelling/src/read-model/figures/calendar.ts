import { completedMonths, daysGone, daysIn, type LocalDate, type Period } from '#libs/kernel';

/** How far a period has come at a reference date. */
export interface Elapsed {
  readonly days: number;
  readonly ofDays: number;
  /** Completed months, 0 to 6. */
  readonly months: number;
}

/** Every municipality of an overview asks the same of the calendar, and a calendar is slow to ask. */
const MOST_REMEMBERED = 1_000;
const remembered = new Map<string, Elapsed>();

export function elapsed(period: Period, asOf: LocalDate): Elapsed {
  const key = `${period}/${asOf}`;
  let found = remembered.get(key);
  if (found === undefined) {
    found = { days: daysGone(period, asOf), ofDays: daysIn(period), months: completedMonths(period, asOf) };
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(key, found);
  }
  return found;
}
