import { addDays, daysBetween, type LocalDate } from '#libs/kernel';
import type { Dice } from './dice.js';

export interface Move {
  readonly on: LocalDate;
  readonly persons: number;
  /** The day on which the administration knew of it. */
  readonly knownOn: LocalDate;
}

/** Sizes of coupled households: mostly singles, some large families [domain.md §4, practice]. */
const SIZES = [1, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8] as const;

const isWeekday = (date: LocalDate): boolean => {
  const day = new Date(`${date}T12:00:00Z`).getUTCDay();
  return day !== 0 && day !== 6;
};
/** Nobody moves house through a town hall on these days. */
const isHoliday = (date: LocalDate): boolean => ['01-01', '04-27', '12-25', '12-26'].includes(date.slice(5));

export interface Span {
  /** First and last day on which people moved. */
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** The days of a span on which people move. Computed once per span: calendar arithmetic is what costs time here. */
export function workingDays(span: Span): readonly LocalDate[] {
  return Array.from({ length: daysBetween(span.from, span.to) + 1 }, (_, i) => addDays(span.from, i)).filter(
    (day) => isWeekday(day) && !isHoliday(day),
  );
}

/** Invents moves on these days that together count exactly this many persons, in order of date; all known by `knownBy`. */
export function inventMoves(
  persons: number,
  days: readonly LocalDate[],
  knownBy: LocalDate,
  chance: Dice,
): readonly Move[] {
  const moves: Move[] = [];
  for (let left = persons; left > 0;) {
    const size = Math.min(left, chance.pick(SIZES));
    const on = chance.pick(days);
    const known = addDays(on, chance.between(1, 6));
    moves.push({ on, persons: size, knownOn: known <= knownBy ? known : knownBy });
    left -= size;
  }
  return moves.sort((a, b) => (a.on === b.on ? a.persons - b.persons : a.on < b.on ? -1 : 1));
}
