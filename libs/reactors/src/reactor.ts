import type { LogBatch } from '#libs/event-log';

/** `'now'`: only what happens after it first ran. `'first'`: everything that ever happened. */
export type Begin = 'now' | 'first';

/** `active`: this process does the work. `standby`: another does. `stopped`: not started here, or stopped. */
export type Role = 'active' | 'standby' | 'stopped';

export interface HostLog {
  info(message: string): void;
  error(message: string): void;
}

export const SILENT: HostLog = { info: () => undefined, error: () => undefined };

/**
 * Who answers events with effects: sends a command, sets a deadline, writes to a topic or to a party outside.
 *
 * It is called with every event, in order, by one process at a time, and with the same batch again when it failed or when
 * the process died before its position was stored. So **every effect must be idempotent by what identifies it**:
 * - a command has an id that follows from the event: `idFrom(`${name}/${event.id}`)`. The store knows it and gives the answer it gave;
 * - a deadline is set with the position of the event (`Deadlines.set`), which does nothing the second time;
 * - a state is put under the key of what it is a state of, and the newest one counts;
 * - to a party outside goes an id that it knows again, and where it knows none: the effect is recorded as a command first.
 *
 * It never answers what happened before by what it reads now: a read model may be behind, or ahead.
 */
export interface Reactor {
  /** Stable: its position is kept under this name. Lower case, digits and dashes. */
  readonly name: string;
  /** Where it begins when it never ran before. */
  readonly begins: Begin;
  /** At most so many events in one batch; a larger commit comes whole. */
  readonly batchSize?: number;
  /** Milliseconds between two batches when level with the log, so that events which come close together come together. Default 50. */
  readonly pace?: number;
  /**
   * Resolves when everything that these events ask for has been done: then the position moves. A rejection halts the
   * reactor at the position before the batch, and is tried again for ever, ever more slowly: nothing is skipped.
   * `signal`: let go of what merely waits, by rejecting; what was not finished comes again.
   */
  react(batch: LogBatch, signal: AbortSignal): Promise<void>;
}
