import type { Pool } from 'pg';
import type { EventLog } from '#libs/event-log';
import type { EventStore } from '#libs/event-store';
import type { Instant } from '#libs/kernel';
import { reasonOf } from './back-off.js';
import { SILENT, type HostLog, type Reactor, type Role } from './reactor.js';
import { ReactorRunner } from './reactor-runner.js';
import { ReactorTable } from './reactor-table.js';

export interface ReactorsOptions {
  /** Outside the pool one connection is opened per reactor, for its lock. */
  readonly pool: Pool;
  readonly store: Pick<EventStore, 'head'>;
  readonly log: EventLog;
  readonly reactors?: readonly Reactor[];
  readonly hostLog?: HostLog;
  /** A log that has gone on for so many milliseconds is mended. Default 10 s. */
  readonly mendedAfterMs?: number;
}

export interface ReactorStatus {
  readonly name: string;
  /** Of this process. What follows is the same whichever process is asked. */
  readonly role: Role;
  /** Everything up to and including this was answered; null before it first ran. */
  readonly position: number | null;
  /** Events in the store that were not answered yet. */
  readonly lag: number;
  /** Why the batch after the position fails, since when, and how often it was tried. */
  readonly halted: { readonly reason: string; readonly since: Instant; readonly attempts: number } | null;
}

/** Most logs that cannot go on say so within a second. */
const MENDED_AFTER_MS = 10_000;
const NAME = /^[a-z][a-z0-9-]{0,39}$/;

/** The reactors of a process: each runs here, or stands by for the process in which it does. */
export class Reactors {
  readonly #options: ReactorsOptions;
  readonly #table: ReactorTable;
  readonly #runners = new Map<string, ReactorRunner>();
  readonly #running = new Set<Promise<void>>();
  #stop: AbortController | null = null;

  constructor(options: ReactorsOptions) {
    this.#options = options;
    this.#table = new ReactorTable(options.pool);
    for (const reactor of options.reactors ?? []) this.register(reactor);
  }

  /** Adds a reactor, before the start: for modules whose reactors are made by injection. */
  register(reactor: Reactor): void {
    const { pool, log, store, hostLog = SILENT, mendedAfterMs = MENDED_AFTER_MS } = this.#options;
    const { name } = reactor;
    if (!NAME.test(name)) throw new RangeError(`“${name}” cannot be the name of a reactor`);
    if (this.#runners.has(name)) throw new RangeError(`there are two reactors “${name}”`);
    if (this.#stop !== null) throw new RangeError(`reactor “${name}” comes after the start`);
    const head = async (): Promise<number> => (await store.head()).position;
    this.#runners.set(name, new ReactorRunner(reactor, pool, log, this.#table, head, hostLog, mendedAfterMs));
  }

  start(): void {
    if (this.#stop !== null) return;
    const stop = new AbortController();
    this.#stop = stop;
    for (const [name, runner] of this.#runners) {
      const running: Promise<void> = runner
        .run(stop.signal)
        .catch((error: unknown) => this.#options.hostLog?.error(`reactor ${name} ended: ${reasonOf(error)}`))
        .finally(() => this.#running.delete(running));
      this.#running.add(running);
    }
  }

  /** Waits until the batches in hand are answered, or let go of by their reactors, and lets go of the locks: another process takes over at once. */
  async stop(): Promise<void> {
    this.#stop?.abort();
    await Promise.all(this.#running);
    this.#stop = null;
  }

  async status(): Promise<readonly ReactorStatus[]> {
    const head = (await this.#options.store.head()).position;
    const stored = await this.#table.all([...this.#runners.keys()]);
    return [...this.#runners].map(([name, { role }]) => {
      const known = stored.find((one) => one.name === name);
      const position = known?.position ?? null;
      const isHalted = known !== undefined && known.haltedReason !== null && known.haltedAt !== null;
      return {
        name,
        role,
        position,
        lag: Math.max(0, head - (position ?? 0)),
        halted: isHalted ? { reason: known.haltedReason ?? '', since: known.haltedAt, attempts: known.attempts } : null,
      };
    });
  }
}
