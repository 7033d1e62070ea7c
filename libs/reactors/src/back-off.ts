import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_MS = 200;
/** Whoever is away for a minute is back within seconds of our asking again; asking more often helps nobody. */
const LAST_MS = 5_000;

/** How long to wait before the next attempt, in milliseconds: twice as long each time. By the machine's own time, not by a clock that may be turned. */
export const delayAfter = (attempts: number): number => Math.min(LAST_MS, FIRST_MS * 2 ** Math.max(0, attempts - 1));

/** Resolves after the delay, or at once when aborted. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}

const MOST_REASON = 2_000;

/** An error as it stands in log, health and tables: no stack, no NUL, of bounded length. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text === '' ? 'no reason given' : text).replaceAll('\0', '').slice(0, MOST_REASON);
}
