import { setTimeout as sleep } from 'node:timers/promises';

/** Lets one loop wait until another has something for it. What is called before the wait is not lost. */
export class Waker {
  #woken = false;
  #resolve: () => void = () => undefined;

  wake(): void {
    this.#woken = true;
    this.#resolve();
  }

  /** Until `wake`, the signal, or so many milliseconds have passed. */
  async wait(signal: AbortSignal, timeoutMs?: number): Promise<void> {
    if (!this.#woken && !signal.aborted) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#resolve = resolve;
        signal.addEventListener('abort', this.#onAbort, { once: true });
        if (timeoutMs !== undefined) timer = setTimeout(resolve, timeoutMs);
      });
      clearTimeout(timer);
      signal.removeEventListener('abort', this.#onAbort);
    }
    this.#woken = false;
  }

  readonly #onAbort = (): void => this.#resolve();
}

/** So many milliseconds, or until the signal. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  sleep(milliseconds, undefined, { signal }).catch(() => undefined);

/** What was begun cannot be called back, but nobody need wait for it who may not go on anyway. Rejects when the signal comes first. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(new Error('stopped'));
    signal.addEventListener('abort', onAbort, { once: true });
  });
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
