import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { EventLog } from '#libs/event-log';
import type { EventStore } from '#libs/event-store';
import { Builder, type Progress, type RebuildReport } from './builder.js';
import { ChangeFeed, type ChangeListener } from './change-feed.js';
import { ProjectionFenced, ProjectionHalted, ProjectionNotReady } from './errors.js';
import { dropLeftovers, generationsOf, hashTables, type Generation, type TableHash } from './generations.js';
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
}

export interface ProjectionStatus {
  readonly name: string;
  /** Version of the tables that are read; null where there are none yet. */
  readonly version: number | null;
  readonly schema: string | null;
  readonly position: number;
  /** `building`: a newer version is being filled beside it. `halted`: an event cannot be handled; see the reason. */
  readonly status: 'live' | 'building' | 'halted' | 'absent';
  readonly haltedPosition: number | null;
  readonly haltedReason: string | null;
  /** Events in the store that the read model does not show yet. */
  readonly lag: number;
}

const NAME = /^[a-z][a-z0-9-]{0,39}$/;
const GRACE_MS = 5 * 60_000;
const TIDY_MS = 60_000;
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
    if (this.#feed.known(name) === null) await this.#feed.refresh();
    const reached = (): boolean | null => {
      const live = this.#feed.known(name);
      if (live === null) return null;
      if (live.position >= position) return true;
      return live.haltedPosition !== null && live.haltedPosition <= position ? false : null;
    };
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
   * @throws ProjectionHalted when an event cannot be handled; ProjectionNewer when a newer program made the tables.
   */
  async catchUp(names: readonly string[] = [...this.#projections.keys()]): Promise<number> {
    await this.connect();
    const { position } = await this.#options.store.head();
    for (const name of names) await this.catchUpOne(this.projection(name), position);
    return position;
  }

  private async catchUpOne(projection: Projection, target: number): Promise<void> {
    const key = runnerKey(projection.name);
    const reached = (): true | null => {
      const live = this.#feed.known(projection.name);
      if (live === null || live.version < projection.version) return null;
      return live.position >= target ? true : null;
    };
    for (;;) {
      const release = await this.#session.tryLock(key);
      if (release !== null) {
        try {
          return await this.runner(projection).drain(target, this.#stop.signal);
        } catch (error) {
          // A swap, or the last batch of a runner that lost its lock, came between: look again at what is live.
          if (!(error instanceof ProjectionFenced)) throw error;
        } finally {
          await release();
        }
      }
      this.#stop.signal.throwIfAborted();
      if ((await this.#feed.until(reached, STAND_BY_MS)) === true) return;
      // Whoever runs it may leave it halted; who asks is told. What halted under an older version is being built anew.
      await this.#feed.refresh();
      const live = this.#feed.known(projection.name);
      if (live?.version !== projection.version || live.haltedPosition === null) continue;
      if (live.haltedPosition <= target) {
        throw new ProjectionHalted(projection.name, live.haltedPosition, live.haltedReason ?? '');
      }
    }
  }

  /** Builds the read model anew from the first event, compares, and swaps; readers and the live runner go on meanwhile. */
  async rebuild(name: string, progress?: Progress): Promise<RebuildReport> {
    const projection = this.projection(name);
    await this.connect();
    return this.#builder.rebuild(projection, this.#stop.signal, progress);
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
    const { pool, log } = this.#options;
    return new Runner(projection, pool, log, this.#session, this.#feed, this.#builder, this.hostLog());
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

function statusOf(name: string, head: number, generations: readonly Generation[]): ProjectionStatus {
  const live = generations.find(({ role }) => role === 'live');
  const building = generations.find(({ role }) => role === 'building');
  const halted = [live, building].find((generation) => (generation?.haltedPosition ?? null) !== null);
  const position = live?.position ?? 0;
  return {
    name,
    version: live?.version ?? null,
    schema: live?.schema ?? null,
    position,
    status:
      halted !== undefined ? 'halted' : building !== undefined ? 'building' : live !== undefined ? 'live' : 'absent',
    haltedPosition: halted?.haltedPosition ?? null,
    haltedReason: halted?.haltedReason ?? null,
    lag: Math.max(0, head - position),
  };
}
