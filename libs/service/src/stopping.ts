/** Why a process stops: a signal, or its parent that is gone. */
export type StopReason = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'parent gone';

/** Less than the grace that docker-compose.yml gives: whoever is late says so itself, instead of being killed without a word. */
export const STOP_DEADLINE_MS = 12_000;

export interface StopOptions {
  /** In milliseconds, after which the process ends whatever is still under way. Default 12 s. */
  readonly deadlineMs?: number;
  /** Told when stopping failed or took too long; the process then ends with 1. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Stops this process in order, and once: a terminal and whoever started us may both pass on one Ctrl-C. Ends with 0 when
 * `stop` has resolved.
 *
 * Who was started with a channel to its parent (Node's `ipc`) stops as well when the parent is gone, however that ended: so a
 * `kill -9` of a launcher leaves nothing behind. Without a channel, as in a container, there is nobody to miss.
 */
export function stopWhenTold(stop: (reason: StopReason) => Promise<void>, options: StopOptions): void {
  const { deadlineMs = STOP_DEADLINE_MS, onFailure } = options;
  let stopping = false;
  const begin = (reason: StopReason): void => {
    if (stopping) return;
    stopping = true;
    const end = (error: unknown): void => {
      onFailure(error);
      process.exit(1);
    };
    setTimeout(() => end(new Error(`not stopped within ${deadlineMs} ms`)), deadlineMs).unref();
    stop(reason).then(() => process.exit(0), end);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => begin(signal));
  whenParentIsGone(() => begin('parent gone'));
}

/** Calls `act` when the parent that holds a channel to us ends; never where there is no such parent. */
export function whenParentIsGone(act: () => void): void {
  if (process.channel === undefined) return;
  if (process.connected) process.once('disconnect', act);
  else act();
}
