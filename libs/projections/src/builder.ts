import { escapeLiteral, type Pool, type PoolClient } from 'pg';
import type { EventLog } from '#libs/event-log';
import type { EventStore } from '#libs/event-store';
import type { ChangeFeed } from './change-feed.js';
import { analyse } from './complete-tables.js';
import { Drain, type Progress } from './drain.js';
import { ProjectionFenced, ProjectionHalted, ProjectionNewer, ProjectionStopped, RebuildUnderWay } from './errors.js';
import {
  createGeneration,
  dropLeftovers,
  hashTables,
  inTransaction,
  liveGeneration,
  notifySql,
  type Generation,
} from './generations.js';
import type { Projection } from './projection.js';
import { isRowError, Projector } from './projector.js';
import type { Session } from './session.js';

export interface RebuildReport {
  /** Events applied, from the first to the position at which the new tables took over (or were compared). */
  readonly events: number;
  /** Milliseconds until the new tables were filled, indexed and level with the log. */
  readonly buildMs: number;
  /** Milliseconds in all, comparison and swap included. */
  readonly ms: number;
  /** Whether the new tables hold exactly the rows of the old ones, at one position; null where versions differ or nothing was live. */
  readonly equal: boolean | null;
  /** Over all rows of the new tables. */
  readonly hash: string;
  /** Tables whose rows differ, with the number of rows before and after. */
  readonly differences: readonly { readonly table: string; readonly live: number; readonly rebuilt: number }[];
}

/**
 * Events per transaction of a rebuild. Three batches are in memory at a time (one being written, one folded, one read ahead): with more events in
 * each they outlive the young generation of the garbage collector, which then costs more than the transactions saved.
 */
const BUILD_BATCH = 1_000;
/** So close to its goal that the rest can be done while the live runner waits. */
const CLOSE = 500;

type Outcome = Pick<RebuildReport, 'equal' | 'hash' | 'differences'>;

/** New tables, level with the live ones or nearly so. */
interface Filled {
  /** What they can be compared with; null where nothing is live in this version. */
  readonly live: Generation | null;
  readonly next: Generation;
  readonly projector: Projector;
  /** For the rest of the way. */
  readonly drain: Drain;
}

/** Fills the next generation of a read model beside the live one and swaps it in; readers go on all the time. */
export class Builder {
  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore,
    private readonly log: EventLog,
    private readonly session: Session,
    private readonly feed: ChangeFeed,
    /** How long the old tables can still be read after a swap, in milliseconds. */
    private readonly graceMs: number,
  ) {}

  /**
   * @throws RebuildUnderWay when another one is; ProjectionHalted when an event cannot be handled or delivered (what was live stays live);
   * ProjectionStopped when stopped.
   */
  async rebuild(projection: Projection, signal: AbortSignal, progress?: Progress): Promise<RebuildReport> {
    return this.alone(projection, signal, (stop) =>
      this.built(projection, this.log, stop, progress, async (filled) => {
        const { live, next, projector, drain } = filled;
        const compared = live === null ? null : await this.compare(projection, live, next, drain);
        await this.swap(projection, next, projector, drain);
        return compared ?? this.hashOnly(projection, next);
      }),
    );
  }

  /**
   * Builds the tables anew out of `log`, compares them with the live ones at one position, and drops them: what is live stays live.
   * `equal` is null where another version, or nothing, is live. Rejects as `rebuild` does.
   */
  async check(projection: Projection, log: EventLog, signal: AbortSignal, progress?: Progress): Promise<RebuildReport> {
    return this.alone(projection, signal, async (stop) => {
      try {
        return await this.built(projection, log, stop, progress, ({ live, next, drain }) =>
          live === null ? this.hashOnly(projection, next) : this.compare(projection, live, next, drain),
        );
      } finally {
        await this.dropBuilding(projection, stop);
      }
    });
  }

  /** Works while no other process builds this projection. */
  private async alone<T>(
    projection: Projection,
    signal: AbortSignal,
    work: (stop: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const release = await this.session.tryLock(`build:${projection.name}`);
    if (release === null) throw new RebuildUnderWay(projection.name);
    const stop = AbortSignal.any([signal, this.session.alive]);
    try {
      return await work(stop);
    } catch (error) {
      // The log, not this code, has something to mend: nothing of what was begun tells anybody anything.
      if (error instanceof ProjectionHalted && error.byLog) await this.dropBuilding(projection, stop);
      throw error;
    } finally {
      await release();
    }
  }

  /** Fills tables beside the live ones and finishes with them. */
  private async built(
    projection: Projection,
    log: EventLog,
    signal: AbortSignal,
    progress: Progress | undefined,
    finish: (filled: Filled) => Promise<Outcome>,
  ): Promise<RebuildReport> {
    const build = async (keyed: boolean): Promise<RebuildReport> => {
      const started = performance.now();
      const elapsed = (): number => Math.round(performance.now() - started);
      const filled = await this.fill(projection, log, keyed, signal, progress);
      try {
        const buildMs = elapsed();
        const outcome = await finish(filled);
        return { events: filled.projector.position, buildMs, ms: elapsed(), ...outcome };
      } finally {
        await filled.drain.close();
      }
    };
    try {
      return await build(false);
    } catch (error) {
      if (!isRowError(error)) throw error;
      // Rows share a key, found only when the key was made: once more with keys from the start, which halts at the very event.
      return await build(true);
    }
  }

  private async fill(
    projection: Projection,
    log: EventLog,
    keyed: boolean,
    signal: AbortSignal,
    progress?: Progress,
  ): Promise<Filled> {
    // Without the lock, what is under construction may be another's.
    if (signal.aborted) throw new ProjectionStopped();
    await this.withClient((client) =>
      dropLeftovers(client, projection.name, { building: true, graceMs: this.graceMs }),
    );
    const live = await liveGeneration(this.pool, projection.name);
    if (live !== null && live.version > projection.version) {
      throw new ProjectionNewer(live.name, live.version, projection.version);
    }
    const comparable = live !== null && live.version === projection.version;
    const next = await this.withClient((client) => createGeneration(client, projection, 'building', keyed));
    const projector = await Projector.open(this.pool, projection, next, null, !keyed);
    // To be compared, it must pass exactly where the live one stands.
    const goal = async (): Promise<number> =>
      comparable
        ? ((await liveGeneration(this.pool, projection.name))?.position ?? 0)
        : (await this.store.head()).position;
    const newDrain = (): Drain => new Drain(projector, log, { name: projection.name, batchSize: BUILD_BATCH, signal });

    const filling = newDrain();
    try {
      await filling.to(await goal(), progress);
    } finally {
      await filling.close();
    }
    if (keyed) await analyse(this.pool, projection, next.schema);
    else await projector.complete();
    const drain = newDrain();
    try {
      for (let target = await goal(); target > projector.position; target = await goal()) {
        const far = target - projector.position > CLOSE;
        await drain.to(target, progress);
        if (!far) break;
      }
    } catch (error) {
      await drain.close();
      throw error;
    }
    return { live: comparable ? live : null, next, projector, drain };
  }

  /** Holds the live one still only until both stand at one position in one snapshot; the hashing is done in that snapshot. */
  private async compare(projection: Projection, live: Generation, next: Generation, drain: Drain): Promise<Outcome> {
    return this.withClient(async (snapshot) => {
      await this.withClient((holder) =>
        inTransaction(holder, async () => {
          await drain.to(await lock(holder, live, 'live'));
          await snapshot.query('begin isolation level repeatable read read only');
          await snapshot.query('select position from projection where schema = $1', [next.schema]);
        }),
      );
      const before = await hashTables(snapshot, projection, live.schema);
      const after = await hashTables(snapshot, projection, next.schema);
      await snapshot.query('commit');
      const differences = after.tables.flatMap((rebuilt, index) => {
        const was = before.tables[index];
        if (was === undefined || was.hash === rebuilt.hash) return [];
        return [{ table: rebuilt.table, live: was.rows, rebuilt: rebuilt.rows }];
      });
      return { equal: before.hash === after.hash, hash: after.hash, differences };
    });
  }

  private async swap(projection: Projection, next: Generation, projector: Projector, drain: Drain): Promise<void> {
    await drain.to((await this.store.head()).position);
    await this.withClient((client) =>
      inTransaction(client, async () => {
        const live = await liveGeneration(client, projection.name);
        // Waits for the live runner's transaction, and makes its next one find that it was retired.
        if (live !== null) await drain.to(await lock(client, live, 'live'));
        // Another rebuild may have dropped it, before we heard that our lock was lost: then what is live stays live.
        await lock(client, next, 'building');
        const payload = this.feed.payload({
          name: projection.name,
          schema: next.schema,
          position: projector.position,
          touched: '*',
        });
        await client.query(
          `update projection set role = 'retired', retired_at = clock_timestamp()
            where name = ${escapeLiteral(projection.name)} and role = 'live';
           update projection set role = 'live', updated_at = clock_timestamp() where schema = ${escapeLiteral(next.schema)};
           ${notifySql(payload)}`,
        );
      }),
    );
    await this.feed.refresh(true);
  }

  private async hashOnly(projection: Projection, generation: Generation): Promise<Outcome> {
    const { hash } = await this.withClient((client) => hashTables(client, projection, generation.schema));
    return { equal: null, hash, differences: [] };
  }

  /** Unless the lock is lost: then what is under construction may be another's. */
  private async dropBuilding({ name }: Projection, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await this.withClient((client) => dropLeftovers(client, name, { building: true, graceMs: this.graceMs }));
  }

  private async withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let failed = true;
    try {
      const result = await work(client);
      failed = false;
      return result;
    } finally {
      client.release(failed);
    }
  }
}

/** Locks the row of a generation in its role, so that it stands still, and answers its position. */
async function lock(client: PoolClient, { schema }: Generation, role: Generation['role']): Promise<number> {
  const { rows } = await client.query<{ role: string; position: number }>(
    'select role, position from projection where schema = $1 for update',
    [schema],
  );
  if (rows[0]?.role !== role) throw new ProjectionFenced(schema, `is no longer ${role}`);
  return rows[0].position;
}
