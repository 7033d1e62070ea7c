import type { RecordedEvent } from '#libs/event-store';
import { addDays, daysBetween, instantOrThrow, period, startOf, type Period, type ProvinceCode } from '#libs/kernel';
import { FiguresUnderTest } from '../../../taakstelling/src/read-model/testing/figures-for-specs.js';
import type { Dice } from './dice.js';
import { TOWNS } from './town-halls.js';

const UTRECHT = 'PV26' as ProvinceCode;
/** A history begins in the one, and some go on into the other. */
const PERIODS: readonly Period[] = [period('2024-1'), period('2024-2')];
const END = addDays(startOf(period('2025-1')), 0);

/**
 * Figures of the municipalities and their province, asked at the end of the log, and as chance has it at a reference date, a moment of
 * knowledge and a position before it [quality.md §1, invariants 3 and 6].
 */
export function figuresViolations(
  log: readonly RecordedEvent[],
  dice: Dice,
  count: (look: string) => void,
): readonly string[] {
  const figures = new FiguresUnderTest(log, UTRECHT, TOWNS);
  const of = dice.of(PERIODS);
  const from = startOf(of);
  const head = log.length;
  const last = log.at(-1)?.recordedAt ?? '';
  const first = log.find(({ type }) => type === 'KoppelingReceived')?.recordedAt ?? last;
  const moment = Date.parse(first) + dice.next() * (Date.parse(last) - Date.parse(first));
  const sampled = {
    period: of,
    asOf: addDays(from, dice.whole(1, daysBetween(from, END))),
    knownAt: dice.isWithin(0.5) ? instantOrThrow(new Date(moment).toISOString()) : null,
    position: dice.isWithin(0.5) ? dice.whole(1, head) : head,
  };
  const atEnd = { period: dice.of(PERIODS), asOf: END, knownAt: null, position: head };
  const asked = dice.isWithin(0.4) ? [atEnd, sampled] : [atEnd];
  return asked.flatMap((one) => {
    const { violations, realised } = figures.look(one, dice.of(TOWNS));
    if (realised > 0) count('persons counted');
    return violations;
  });
}
