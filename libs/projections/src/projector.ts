import { DatabaseError, escapeLiteral, type Pool, type PoolClient } from 'pg';
import type { EventLog } from '#libs/event-log';
import type { RecordedEvent } from '#libs/event-store';
import type { ChangeFeed } from './change-feed.js';
import { ProjectionFenced, ProjectionHalted, ProjectionStopped } from './errors.js';
import { foldEvents, type Fold } from './fold.js';
import { notifySql, type Generation } from './generations.js';
import type { Projection } from './projection.js';
import { TableWriter, UnknownColumn } from './table-writer.js';

/**
 * Errors that say "this row does not fit" and will say so again: data (22), constraints (23), names and types (42), limits (54).
 * Everything else (connection, shutdown, disk, deadlock) is tried again.
 */
const ROW_ERRORS = new Set(['22', '23', '42', '54']);

/**
 * Applies events to the tables of one generation. Rows and position commit together, and the position that is stored must be the one
 * that this projector left there: so every event has its effect exactly once, whatever crashes, and a zombie gets nothing done.
 */
export class Projector {
  #position: number;

  private constructor(
    private readonly pool: Pool,
    private readonly projection: Projection,
    private readonly generation: Generation,
    private writer: TableWriter,
    private readonly feed: ChangeFeed | null,
  ) {
    this.#position = generation.position;
  }

  /** @param feed told of every change of a live generation; null while building, when nobody reads it yet. */
  static async open(
    pool: Pool,
    projection: Projection,
    generation: Generation,
    feed: ChangeFeed | null,
  ): Promise<Projector> {
    return new Projector(pool, projection, generation, await openWriter(pool, projection, generation), feed);
  }

  get position(): number {
    return this.#position;
  }

  /** Adds the primary keys that a generation under construction did without. Rejects when rows share a key. */
  async addKeys(): Promise<void> {
    const client = await this.pool.connect();
    try {
      await this.writer.addKeys(client);
    } finally {
      client.release();
    }
  }

  /** Applies events until stopped. Rejects when it is fenced, halted or cannot reach the database. */
  async follow(log: EventLog, batchSize: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const subscription = await log.subscribe({
      name: this.projection.name,
      after: this.#position,
      batchSize,
      handle: ({ events, watermark }) => this.apply(events, watermark),
    });
    const stop = (): void => void subscription.stop();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      await subscription.done;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Applies events up to exactly this position. */
  async drainTo(
    log: EventLog,
    target: number,
    batchSize: number,
    signal: AbortSignal,
    progress?: (position: number, target: number) => void,
  ): Promise<void> {
    if (this.#position >= target) return;
    const reached = new AbortController();
    const stop = AbortSignal.any([reached.signal, signal]);
    const subscription = await log.subscribe({
      name: `${this.projection.name}:drain`,
      after: this.#position,
      batchSize,
      handle: async ({ events, watermark }) => {
        if (this.#position < target) {
          const wanted = watermark <= target ? events : events.filter((event) => event.position <= target);
          await this.apply(wanted, Math.min(watermark, target));
          progress?.(this.#position, target);
        }
        if (this.#position >= target) reached.abort();
      },
    });
    const end = (): void => void subscription.stop();
    stop.addEventListener('abort', end, { once: true });
    if (stop.aborted) end();
    await subscription.done;
    if (this.#position < target) throw new ProjectionStopped();
  }

  /**
   * Applies one batch. Events at or before the position were applied before (the log delivers at least once).
   * @throws ProjectionHalted after applying all events before the one that cannot be handled.
   * @throws ProjectionFenced when somebody else moved this generation.
   */
  async apply(events: readonly RecordedEvent[], watermark: number): Promise<void> {
    if (watermark <= this.#position) return;
    const fresh = (events[0]?.position ?? watermark) > this.#position ? events : this.unseen(events);
    const { fold, failed } = foldEvents(this.projection, fresh);
    if (failed === null) return this.commitOrPart(fresh, fold, watermark);
    const before = fresh.slice(0, fresh.indexOf(failed.event));
    if (failed.event.position - 1 > this.#position) {
      await this.commitOrPart(before, fold, failed.event.position - 1);
    }
    await this.halt(failed.event, failed.reason);
  }

  private unseen(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
    return events.filter((event) => event.position > this.#position);
  }

  /** Commits a batch; when a row in it does not fit, parts the batch until the event that made it stands alone. */
  private async commitOrPart(events: readonly RecordedEvent[], fold: Fold, watermark: number): Promise<void> {
    try {
      await this.commit(fold, watermark);
    } catch (error) {
      if (!isRowError(error)) throw error;
      // What the transaction did to the tables themselves (keys that were missing) was undone with it: look anew.
      this.writer = await openWriter(this.pool, this.projection, this.generation);
      const [only] = events;
      if (only === undefined) throw error;
      if (events.length === 1) return this.halt(only, (error as Error).message);
      const half = events.length >> 1;
      await this.apply(events.slice(0, half), (events[half - 1] as RecordedEvent).position);
      await this.apply(events.slice(half), watermark);
    }
  }

  private async commit(fold: Fold, position: number): Promise<void> {
    const { schema, name } = this.generation;
    const payload = this.feed?.payload({ name, schema, position, touched: fold.touched }) ?? null;
    await this.locked(async (client) => {
      await this.writer.write(client, fold);
      await client.query(
        `update projection set position = ${position}, halted_position = null, halted_reason = null,
                updated_at = clock_timestamp() where schema = ${escapeLiteral(schema)};
         ${payload === null ? '' : `${notifySql(payload)};`} commit`,
      );
    });
    this.#position = position;
    this.feed?.advanced({ name, schema, position, touched: fold.touched });
  }

  private async halt(event: RecordedEvent, reason: string): Promise<never> {
    const why = `${event.type} ${event.stream}@${event.version}: ${reason}`.slice(0, 2_000).replaceAll('\0', '');
    await this.locked(async (client) => {
      await client.query(
        `update projection set halted_position = $1, halted_reason = $2, updated_at = clock_timestamp() where schema = $3`,
        [event.position, why, this.generation.schema],
      );
      await client.query('commit');
    });
    throw new ProjectionHalted(this.generation.name, event.position, why);
  }

  /** Runs `work`, which ends with the commit, in a transaction that holds the row of this generation, if that is as we left it. */
  private async locked(work: (client: PoolClient) => Promise<void>): Promise<void> {
    const { schema, role } = this.generation;
    const client = await this.pool.connect();
    try {
      // Not waiting for the disk: rows and position are lost together or not at all, and are then made again from the log.
      const answers = (await client.query(
        `begin; set local synchronous_commit = off;
         select role, position from projection where schema = ${escapeLiteral(schema)} for update`,
      )) as unknown as readonly { rows: readonly { role: string; position: number }[] }[];
      const stored = answers[2]?.rows[0];
      if (stored === undefined) throw new ProjectionFenced(schema, 'was dropped');
      if (stored.role !== role) throw new ProjectionFenced(schema, `is ${stored.role}, no longer ${role}`);
      if (stored.position !== this.#position) {
        throw new ProjectionFenced(schema, `stands at ${stored.position}, expected ${this.#position}`);
      }
      await work(client);
      client.release();
    } catch (error) {
      // The connection goes too: what state it is in after a failure halfway is not worth finding out.
      client.release(true);
      throw error;
    }
  }
}

async function openWriter(pool: Pool, projection: Projection, { schema }: Generation): Promise<TableWriter> {
  const client = await pool.connect();
  try {
    return await TableWriter.open(client, projection, schema);
  } finally {
    client.release();
  }
}

export const isRowError = (error: unknown): boolean =>
  error instanceof UnknownColumn ||
  (error instanceof DatabaseError && error.code !== undefined && ROW_ERRORS.has(error.code.slice(0, 2)));
