import { setTimeout as sleep } from 'node:timers/promises';

export interface PatienceOptions {
  readonly signal: AbortSignal;
  /** Whether this failure passes by itself; any other is thrown at once. */
  readonly passes: (error: unknown) => boolean;
  /** Told of the first failure, and again every so often. */
  readonly onWaiting: (error: unknown) => void;
}

const FIRST_WAIT_MS = 100;
const LAST_WAIT_MS = 2_000;
/** While waiting, one line in this many tries: enough to be seen, too little to fill a disk. */
const TELL_EVERY = 15;

/**
 * Tries until it succeeds: for what another process or machine must bring first, in whatever order they are started.
 * @throws what `attempt` threw when that does not pass by itself, or when the process was told to stop meanwhile
 */
export async function untilPossible<T>(attempt: () => Promise<T>, options: PatienceOptions): Promise<T> {
  const { signal, passes, onWaiting } = options;
  let wait = FIRST_WAIT_MS;
  for (let tries = 0; ; tries++) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (!passes(error)) throw error;
      if (tries % TELL_EVERY === 0) onWaiting(error);
    }
    await sleep(wait, undefined, { signal });
    wait = Math.min(2 * wait, LAST_WAIT_MS);
  }
}
