import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { StoreTailEventLog, type EventLog } from '#libs/event-log';
import type { EventStore } from '#libs/event-store';
import { Builder, type RebuildReport } from './builder.js';
import { ChangeFeed, type ChangeListener } from './change-feed.js';
import type { Progress } from './drain.js';
import {
  EVENT_NOT_HANDLED,
  ProjectionBehind,
  ProjectionFenced,
  ProjectionHalted,
  ProjectionNotReady,
} from './errors.js';
import { dropLeftovers, generationsOf, hashTables, type TableHash } from './generations.js';
import { Patience } from './patience.js';
import { statusOf, type ProjectionStatus } from './projection-status.js';
import type { Projection } from './projection.js';
import { Reader, type LiveGeneration, type ReadModelQuery } from './reader.js';
import { Runner, runnerKey, STAND_BY_MS, type HostLog } from './runner.js';
import { Session } from './session.js';

export interface ProjectionHostOptions {
  /** At least 5 connections; outside the pool one more is opened for locks and notifications, and one per projection that runs here. */
  readonly pool: Pool;
  readonly store: EventStore;
  readonly log: EventLog;
  readonly projections: readonly Projection[];
  readonly hostLog?: HostLog;
  /** How long tables stay after they were swapped out, for reads under way, in milliseconds. Default 5 minutes. */
  readonly graceMs?: number;
  /** How long a log that halted must have gone on to be taken for mended where no event tells it, in milliseconds. Default 10 seconds. */
  readonly mendedAfterMs?: number;
}

const NAME = /^[a-z][a-z0-9-]{0,39}$/;
const GRACE_MS = 5 * 60_000;
const TIDY_MS = 60_000;
/** Most logs that cannot go on say so within a second. */
const MENDED_AFTER_MS = 10_000;
const SILENT: HostLog = { info: () => undefined, error: () => undefined };

/** The read models of a process: feeds them (or stands by), reads them, waits for them, rebuilds them. */
export class ProjectionHost {
  readonly #options: ProjectionHostOptions;
  readonly #projections: ReadonlyMap<string, Projection>;
  readonly #feed: ChangeFeed;
  readonly #session: Session;
  readonly #builder: Builder;
  readonly #reader: Reader;
  readonly #stop = new AbortController();
  readonly #running = new Map<string, Promise<void>>();
  #started: Promise<void> | null = null;
  #tidy: NodeJS.Timeout | null = null;

  constructor(options: ProjectionHostOptions) {
    const { pool, store, log, projections } = options;
    for (const { name } of projections) {
      if (!NAME.test(name)) throw new Error(`“${name}” cannot be the name of a projection`);
    }
    this.#options = options;
    this.#projections = new Map(projections.map((projection) => [projection.name, projection]));
    this.#feed = new ChangeFeed(pool, [...this.#projections.keys()]);
    this.#session = new Session(
      pool,
      (payload) => this.#feed.notified(payload),
      () => void this.#feed.refresh(true).catch(() => undefined),
    );
    this.#builder = new Builder(pool, store, log, this.#session, this.#feed, options.graceMs ?? GRACE_MS);
    this.#reader = new Reader(pool, this.#feed);
  }

  /** Connects, and with `run` feeds the read models in the background. Their tables exist when this resolves. */
  async start({ run }: { readonly run: boolean }): Promise<void> {
    await this.connect();
    if (!run) return;
    for (const projection of this.#projections.values()) {
      if (this.#running.has(projection.name)) continue;
      const runner = this.runner(projection);
      await runner.create();
      const running = runner
        .run(this.#stop.signal)
        .catch((error: unknown) => this.hostLog().error(String(error)))
        .finally(() => this.#running.delete(projection.name));
      this.#running.set(projection.name, running);
    }
    await this.#feed.refresh();
    this.#tidy ??= setInterval(() => void this.tidy().catch(() => undefined), TIDY_MS).unref();
  }

  /** Finishes the batches in hand and lets go of the locks, so that another process takes over at once. */
  async stop(): Promise<void> {
    this.#stop.abort();
    if (this.#tidy !== null) clearInterval(this.#tidy);
    await Promise.all(this.#running.values());
    this.#feed.stop();
    await this.#started?.catch(() => undefined);
    await this.#session.stop();
  }

  /** Where the live tables are and how far they are, as last heard. Reading safely across a swap: see `read` and `snapshot`. */
  async live(name: string): Promise<{ schema: string; position: number; version: number }> {
    this.projection(name);
    const { schema, position, version } = await this.#feed.live(name);
    return { schema, position, version };
  }

  async liveSchema(name: string): Promise<string> {
    return (await this.live(name)).schema;
  }

  /**
   * One SELECT on the live tables, with the position at which its rows hold: both from one snapshot, also while tables are swapped.
   * `build` gets the schema, quoted.
   */
  async read<R extends QueryResultRow>(
    name: string,
    build: (schema: string) => ReadModelQuery,
  ): Promise<{ position: number; rows: R[] }> {
    this.projection(name);
    return this.#reader.read(name, build);
  }

  /** Several statements on the live tables in one read-only snapshot. `work` must do nothing but read: it may run twice. */
  async snapshot<T>(name: string, work: (client: PoolClient, live: LiveGeneration) => Promise<T>): Promise<T> {
    this.projection(name);
    return this.#reader.snapshot(name, work);
  }

  /** True as soon as the live tables hold the log up to this position; false after `timeoutMs`, or when it halted before. */
  async waitFor(name: string, position: number, timeoutMs: number): Promise<boolean> {
    this.projection(name);
    await this.connect();
    const reached = (): boolean | null => {
      const live = this.#feed.known(name);
      if (live === null) return null;
      if (live.position >= position) return true;
      return live.haltedPosition !== null && live.haltedPosition <= position ? false : null;
    };
    // What is known of a halt may be from before it was mended elsewhere.
    if (reached() !== true) await this.#feed.refresh();
    return (await this.#feed.until(reached, timeoutMs)) ?? false;
  }

  /** Called after every change of the live tables, by whichever process; calls may be merged into one with `*`. */
  onChanged(name: string, listener: ChangeListener): () => void {
    this.projection(name);
    return this.#feed.onChanged(name, listener);
  }

  async status(): Promise<readonly ProjectionStatus[]> {
    const head = (await this.#options.store.head()).position;
    const generations = await generationsOf(this.#options.pool, [...this.#projections.keys()]);
    return [...this.#projections.values()].map((projection) =>
      statusOf(
        projection.name,
        head,
        generations.filter(({ name }) => name === projection.name),
      ),
    );
  }

  /**
   * For statements of the caller's own on the live tables, where `read` would cost too much. `attempt` gets the schema and must learn in the snapshot
   * that it reads whether that is still live; it answers null where not, and is then asked again with the schema that is.
   */
  async whileLive<T>(name: string, attempt: (schema: string) => Promise<T | null>): Promise<T> {
    this.projection(name);
    return this.#reader.whileLive(name, attempt);
  }

  /** A hash over every row of the live tables, with the position at which it holds. */
  async hash(name: string): Promise<{ position: number; hash: string; tables: readonly TableHash[] }> {
    const projection = this.projection(name);
    return this.#reader.snapshot(name, async (client, { position }) => {
      const { rows } = await client.query<{ schema: string }>(
        `select schema from projection where name = $1 and role = 'live'`,
        [name],
      );
      return { position, ...(await hashTables(client, projection, rows[0]?.schema ?? '')) };
    });
  }

  /**
   * Brings the read models up to the head of the store as it is now: does so itself where no process is, else waits for the one
   * that is. Answers the position they all hold.
   * @param patienceMs how long nothing may come in while it waits, in milliseconds; for ever where it is left out: a log that is a broker's may be away.
   * @throws ProjectionHalted when an event cannot be handled or delivered; ProjectionNewer when a newer program made the tables; ProjectionBehind.
   */
  async catchUp(
    names: readonly string[] = [...this.#projections.keys()],
    { patienceMs = Infinity }: { readonly patienceMs?: number } = {},
  ): Promise<number> {
    await this.connect();
    const { position } = await this.#options.store.head();
    for (const name of names) {
      const patience = new Patience(patienceMs);
      const stop = AbortSignal.any([this.#stop.signal, patience.signal]);
      try {
        await this.catchUpOne(this.projection(name), position, stop, patience);
      } catch (error) {
        if (!patience.signal.aborted || this.#stop.signal.aborted) throw error;
        throw new ProjectionBehind(name, this.#feed.known(name)?.position ?? 0, position);
      } finally {
        patience.end();
      }
    }
    return position;
  }

  private async catchUpOne(
    projection: Projection,
    target: number,
    stop: AbortSignal,
    patience: Patience,
  ): Promise<void> {
    const key = runnerKey(projection.name);
    const reached = (): true | null => {
      const live = this.#feed.known(projection.name);
      if (live === null || live.version < projection.version) return null;
      patience.reached(live.position);
      return live.position >= target ? true : null;
    };
    for (;;) {
      const release = await this.#session.tryLock(key);
      if (release !== null) {
        try {
          return await this.runner(projection).drain(target, stop, (position) => patience.reached(position));
        } catch (error) {
          // A swap, or the last batch of a runner that lost its lock, came between: look again at what is live.
          if (!(error instanceof ProjectionFenced)) throw error;
        } finally {
          await release();
        }
      }
      stop.throwIfAborted();
      if ((await this.#feed.until(reached, STAND_BY_MS)) === true) return;
      // Whoever runs it may leave it halted; who asks is told. What halted under an older version is being built anew.
      await this.#feed.refresh();
      const live = this.#feed.known(projection.name);
      if (live?.version !== projection.version || live.haltedPosition === null) continue;
      if (live.haltedPosition <= target) {
        const { name, haltedPosition, haltedReason, haltedCode } = live;
        throw new ProjectionHalted(name, haltedPosition, haltedReason ?? '', haltedCode ?? EVENT_NOT_HANDLED);
      }
    }
  }

  /** Builds the read model anew from the first event, compares, and swaps; readers and the live runner go on meanwhile. */
  async rebuild(name: string, progress?: Progress): Promise<RebuildReport> {
    const projection = this.projection(name);
    await this.connect();
    return this.#builder.rebuild(projection, this.#stop.signal, progress);
  }

  /**
   * Compares the live tables, at one position, with what the store gives when it is read from its first event, whatever the log is. Changes nothing: the
   * tables built for it are dropped. @throws as `rebuild` does.
   */
  async check(name: string, progress?: Progress): Promise<RebuildReport> {
    const projection = this.projection(name);
    await this.connect();
    const tail = new StoreTailEventLog(this.#options.store);
    try {
      return await this.#builder.check(projection, tail, this.#stop.signal, progress);
    } finally {
      await tail.close();
    }
  }

  /** Drops tables that were swapped out longer ago than the grace. */
  async tidy(): Promise<void> {
    const client = await this.#options.pool.connect();
    try {
      for (const name of this.#projections.keys()) {
        await dropLeftovers(client, name, { building: false, graceMs: this.#options.graceMs ?? GRACE_MS });
      }
    } finally {
      client.release();
    }
  }

  private connect(): Promise<void> {
    this.#started ??= this.#session.start().then(
      () => this.#feed.start(),
      (error: unknown) => {
        this.#started = null;
        throw error;
      },
    );
    return this.#started;
  }

  private runner(projection: Projection): Runner {
    const { pool, store, log, mendedAfterMs = MENDED_AFTER_MS } = this.#options;
    const own = { session: this.#session, feed: this.#feed, builder: this.#builder, hostLog: this.hostLog() };
    return new Runner(projection, { pool, store, log, mendedAfterMs, ...own });
  }

  private hostLog(): HostLog {
    return this.#options.hostLog ?? SILENT;
  }

  private projection(name: string): Projection {
    const found = this.#projections.get(name);
    if (found === undefined) throw new ProjectionNotReady(name);
    return found;
  }
}
