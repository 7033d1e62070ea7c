import type { Pool } from 'pg';
import type { Clock } from '#libs/kernel';
import { runExclusively } from '#libs/postgres';
import { reasonOf } from './back-off.js';
import type { DeadlineHandler, DeadlineKey, NewDeadline } from './deadline.js';
import { DeadlineRunner } from './deadline-runner.js';
import { DeadlineTable, type FailingDeadline, type OpenDeadlines } from './deadline-table.js';
import { SILENT, type HostLog, type Role } from './reactor.js';

export type { FailingDeadline } from './deadline-table.js';

export interface DeadlinesOptions {
  /** Outside the pool one connection is opened, for the lock. */
  readonly pool: Pool;
  /** By which deadlines fall due. */
  readonly clock: Clock;
  readonly handlers?: readonly DeadlineHandler[];
  readonly hostLog?: HostLog;
  /** How often to look for what another process set, or a turned clock made due, in ms. Default 1 s. */
  readonly pollMs?: number;
}

export interface DeadlinesStatus extends OpenDeadlines {
  /** Of this process. What follows is the same whichever process is asked. */
  readonly role: Role;
  /** Those whose handler failed the last time, first due first; at most 20. */
  readonly failing: readonly FailingDeadline[];
}

const LOCK = 'deadlines';
/** One look at one index row a second: a deadline set elsewhere is at most that late. */
const POLL_MS = 1_000;

/**
 * Timers as data: they outlive every process. Each is fired once its moment has come, in order of those moments, by one
 * process at a time, at least once; what fell due while nothing ran is fired at the start.
 * Setting and cancelling need no start. Whoever starts it has all handlers: a deadline that the active process knows no
 * handler of waits, and is counted as overdue.
 */
export class Deadlines {
  readonly #table: DeadlineTable;
  readonly #handlers = new Map<string, DeadlineHandler>();
  #role: Role = 'stopped';
  #stop: AbortController | null = null;
  #running: Promise<void> = Promise.resolve();
  #runner: DeadlineRunner | null = null;

  constructor(private readonly options: DeadlinesOptions) {
    this.#table = new DeadlineTable(options.pool);
    for (const handler of options.handlers ?? []) this.register(handler);
  }

  /** Adds a handler, before the start: for modules whose handlers are made by injection. */
  register(handler: DeadlineHandler): void {
    if (this.#handlers.has(handler.name)) throw new RangeError(`there are two handlers of deadlines “${handler.name}”`);
    if (this.#stop !== null) throw new RangeError(`the handler of deadlines “${handler.name}” comes after the start`);
    this.#handlers.set(handler.name, handler);
  }

  /**
   * Sets a deadline, or moves or re-opens the one that stands under its name and key. See `NewDeadline.position` for what
   * happens when it is set again. A moment in the past is due at once. Resolves when it is durable.
   */
  async set(deadline: NewDeadline): Promise<void> {
    if (await this.#table.set(deadline)) this.#runner?.wake();
  }

  /**
   * What was not fired yet never will be; a firing under way is not called back.
   * @param position of the event that decides it, as with `set`
   */
  async cancel(key: DeadlineKey, position: number | null = null): Promise<void> {
    await this.#table.cancel(key, this.options.clock.now(), position);
  }

  start(): void {
    if (this.#stop !== null) return;
    this.#stop = new AbortController();
    this.#running = this.run(this.#stop.signal);
  }

  /** Waits until the firing in hand is done, or let go of by its handler, and lets go of the lock: another process takes over at once. */
  async stop(): Promise<void> {
    this.#stop?.abort();
    await this.#running;
    this.#stop = null;
  }

  async status(): Promise<DeadlinesStatus> {
    const [counts, failing] = await Promise.all([this.#table.counts(this.options.clock.now()), this.#table.failing()]);
    return { role: this.#role, ...counts, failing };
  }

  private async run(signal: AbortSignal): Promise<void> {
    const { pool, clock, hostLog = SILENT, pollMs = POLL_MS } = this.options;
    const work = async (active: AbortSignal): Promise<void> => {
      this.#role = 'active';
      this.#runner = new DeadlineRunner(this.#handlers, this.#table, clock, hostLog, pollMs);
      await this.#runner.run(active).finally(() => (this.#runner = null));
    };
    this.#role = 'standby';
    await runExclusively(pool, LOCK, signal, work, () => (this.#role = 'standby'))
      .catch((error: unknown) => hostLog.error(`the deadlines ended: ${reasonOf(error)}`))
      .finally(() => (this.#role = 'stopped'));
  }
}
