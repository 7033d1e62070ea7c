import { addDays, dateOf, instantOrThrow, startOfDay, type Clock, type LocalDate } from '#libs/kernel';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Names the file to the processes that `turned-product.ts` starts; no process of the product itself reads it. */
export const CLOCK_FILE = 'TURNED_CLOCK_FILE';

/** A clock in a file: several processes share it, and the test turns it. It stands still in between. */
export interface TurnedClock extends Clock {
  readonly set: (instant: string) => void;
  readonly today: () => LocalDate;
  /** To the end of the evening of the day that lies so many days ahead. */
  readonly turn: (days: number) => void;
}

export function clockInFile(path: string): TurnedClock {
  const now = (): ReturnType<Clock['now']> => instantOrThrow(readFileSync(path, 'utf8'));
  const set = (instant: string): void => {
    // In one move: who reads it meanwhile must not find it empty.
    writeFileSync(`${path}.next`, instantOrThrow(instant));
    renameSync(`${path}.next`, path);
  };
  return {
    now,
    set,
    today: () => dateOf(now()),
    turn: (days) => set(startOfDay(addDays(dateOf(now()), days)).replace(/T.*/, 'T23:30:00.000Z')),
  };
}

/** Of a process that was started with one. @throws Error in one that was not */
export function clockOfEnvironment(): Clock {
  const path = process.env[CLOCK_FILE];
  if (path === undefined) throw new Error(`${CLOCK_FILE} is missing: only a test starts this process`);
  return clockInFile(path);
}
