import { DatabaseError, type Client, type Pool } from 'pg';
import { LogHalted, type EventLog } from '#libs/event-log';
import type { RecordedEvent } from '#libs/event-store';
import { dedicatedClient } from '#libs/postgres';
import type { ChangeFeed } from './change-feed.js';
import { completeTables } from './complete-tables.js';
import { EVENT_NOT_HANDLED, ProjectionFenced, ProjectionHalted } from './errors.js';
import { Folder, type Fold } from './fold.js';
import { markHalted, type Generation } from './generations.js';
import type { Projection } from './projection.js';
import { TableWriter, UnknownColumn } from './table-writer.js';

/**
 * Errors that say "this row does not fit" and will say so again: data (22), constraints (23), names and types (42), limits (54).
 * Everything else (connection, shutdown, disk, deadlock) is tried again.
 */
const ROW_ERRORS = new Set(['22', '23', '42', '54']);

/**
 * Between batches while following, in milliseconds: a hundred batches a second are as live as anybody sees, and a batch costs the same for one event as
 * for five. At 200 commands a second on two cores this took a third off the median from command to frame.
 */
const PACE_MS = 10;
/** Brokers that are away are away for all, as a rule: then it costs nothing that others try in turn. In milliseconds. */
const PATIENCE_MS = 30_000;
/** How long a read model may be behind over events that do not concern it, in milliseconds. */
const MOVE_AFTER_MS = 50;
/**
 * A batch has few rows whatever they are: planning anew for each costs more than writing them. They are found one by one, by key: that the planner, who does
 * not know how few they are, would rather read the whole table for them, made half of what a batch cost.
 */
const FOLLOWING_SETTINGS =
  'set plan_cache_mode = force_generic_plan; set enable_hashjoin = off; set enable_mergejoin = off';
const NOTHING: Fold = { tables: new Map(), touched: [] };

/**
 * Applies events to the tables of one generation. Rows and position commit together, and the position that is stored must be the one
 * that this projector left there: so every event has its effect exactly once, whatever crashes, and a zombie gets nothing done.
 */
export class Projector {
  readonly #folder: Folder;
  /** Up to here events were taken. */
  #position: number;
  /** Up to here they were committed: behind `#position` by a batch that is being written in bulk, or by events of others. */
  #stored: number;
  #writing: Promise<void> = Promise.resolve();
  /** Set while a position that moved over events of others waits to be written. */
  #moving: NodeJS.Timeout | null = null;
  /** While following: a connection of its own, that plans each statement once. */
  #client: Client | null = null;
  #onFailure: (error: unknown) => void = () => undefined;

  private constructor(
    private readonly pool: Pool,
    private readonly projection: Projection,
    private readonly generation: Generation,
    private writer: TableWriter,
    private readonly feed: ChangeFeed | null,
    private bulk: boolean,
  ) {
    this.#folder = new Folder(projection);
    this.#position = generation.position;
    this.#stored = generation.position;
  }

  /**
   * @param feed told of every change of a live generation; null while building, when nobody reads it yet.
   * @param bulk fills a generation that was made without keys: sums and keys are left to `complete`, and a batch is written while the next is folded.
   */
  static async open(
    pool: Pool,
    projection: Projection,
    generation: Generation,
    feed: ChangeFeed | null,
    bulk = false,
  ): Promise<Projector> {
    return new Projector(
      pool,
      projection,
      generation,
      await TableWriter.open(pool, projection, generation),
      feed,
      bulk,
    );
  }

  get position(): number {
    return this.#position;
  }

  /** Ends the bulk: adds sums, keys and indexes. Rejects when rows share a key. */
  async complete(): Promise<void> {
    await completeTables(this.pool, this.projection, this.generation.schema);
    this.writer = await TableWriter.open(this.pool, this.projection, this.generation);
    this.bulk = false;
  }

  /** Applies events until stopped. Rejects when it is fenced, halted or cannot reach the database. */
  async follow(log: EventLog, batchSize: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const client = dedicatedClient(this.pool);
    client.on('error', () => undefined); // The next batch hears of it.
    try {
      await client.connect();
      await client.query(FOLLOWING_SETTINGS);
      this.#client = client;
      await this.followOn(log, batchSize, signal);
    } finally {
      this.#client = null;
      await client.end().catch(() => undefined);
    }
  }

  private async followOn(log: EventLog, batchSize: number, signal: AbortSignal): Promise<void> {
    const subscription = await log.subscribe({
      name: this.projection.name,
      after: this.#position,
      batchSize,
      pace: PACE_MS,
      patience: PATIENCE_MS,
      handle: ({ events, watermark }) => this.apply(events, watermark, true),
    });
    const stop = (): void => void subscription.stop();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      await Promise.race([subscription.done, new Promise<void>((_, reject) => (this.#onFailure = reject))]);
    } catch (error) {
      if (error instanceof LogHalted) await this.haltedBy(error);
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      await subscription.stop();
      this.cancelMove();
      await this.#writing.catch(() => undefined);
    }
  }

  /** Resolves when everything that was applied is written; rejects when it could not be. */
  settled(): Promise<void> {
    return this.#writing;
  }

  /** Marks the generation: the log cannot deliver what comes next. */
  async haltedBy({ code, reason }: LogHalted): Promise<never> {
    await this.#writing;
    return this.standStill(this.#position + 1, code, `${code}: ${reason}`);
  }

  /**
   * Applies one batch. Events at or before the position were applied before (the log delivers at least once).
   * @param mayWait a batch that concerns others only may be written a little later, with what follows.
   * @throws ProjectionHalted after applying all events before the one that cannot be handled.
   * @throws ProjectionFenced when somebody else moved this generation.
   */
  async apply(events: readonly RecordedEvent[], watermark: number, mayWait = false): Promise<void> {
    if (watermark <= this.#position) return;
    const fresh = (events[0]?.position ?? watermark) > this.#position ? events : this.unseen(events);
    const { fold, failed } = this.#folder.fold(fresh, this.bulk ? 'sums and touched' : 'nothing');
    if (failed === null) {
      if (this.bulk) return this.commitMeanwhile(fold, watermark);
      if (mayWait && concernsNobody(fold)) return this.moveLater(watermark);
      return this.commitOrPart(fresh, fold, watermark);
    }
    await this.#writing;
    const before = fresh.slice(0, fresh.indexOf(failed.event));
    if (failed.event.position - 1 > this.#stored) {
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
      this.writer = await TableWriter.open(this.pool, this.projection, this.generation);
      const [only] = events;
      if (only === undefined) throw error;
      if (events.length === 1) return this.halt(only, (error as Error).message);
      const half = events.length >> 1;
      await this.apply(events.slice(0, half), (events[half - 1] as RecordedEvent).position);
      await this.apply(events.slice(half), watermark);
    }
  }

  /** Lets this batch be written while the next one is folded. A row that does not fit ends the bulk: the next batch hears of it. */
  private async commitMeanwhile(fold: Fold, position: number): Promise<void> {
    await this.#writing;
    this.#position = position;
    this.#writing = this.commit(fold, position);
    this.#writing.catch(() => undefined);
  }

  /** Moves over events of others. Written with the next batch, or soon: a read model must not pay a transaction for each of them. */
  private moveLater(position: number): void {
    this.#position = position;
    this.#moving ??= setTimeout(() => {
      this.#moving = null;
      this.#writing = this.commit(NOTHING, this.#position);
      this.#writing.catch(this.#onFailure);
    }, MOVE_AFTER_MS);
  }

  private cancelMove(): void {
    if (this.#moving !== null) clearTimeout(this.#moving);
    this.#moving = null;
  }

  private async commit(fold: Fold, position: number): Promise<void> {
    this.cancelMove();
    await this.#writing;
    const { schema, name } = this.generation;
    const notification = this.feed?.payload({ name, schema, position, touched: fold.touched }) ?? null;
    const from = this.#stored;
    if (!(await this.writer.write(this.pool, fold, { from, to: position, notification }, this.#client ?? this.pool)))
      await this.fenced();
    this.#stored = position;
    this.#position = Math.max(position, this.#position);
    this.feed?.advanced({ name, schema, position, touched: fold.touched });
  }

  private halt({ position, type, stream, version }: RecordedEvent, reason: string): Promise<never> {
    return this.standStill(position, EVENT_NOT_HANDLED, `${type} ${stream}@${version}: ${reason}`);
  }

  private async standStill(position: number, code: string, why: string): Promise<never> {
    if (position - 1 > this.#stored) await this.commit(NOTHING, position - 1);
    const reason = why.slice(0, 2_000).replaceAll('\0', '');
    const halted = new ProjectionHalted(this.generation.name, position, reason, code);
    if (!(await markHalted(this.pool, this.generation, this.#stored, halted))) await this.fenced();
    throw halted;
  }

  /** The generation is not as we left it: says how it is. */
  private async fenced(): Promise<never> {
    const { schema, role } = this.generation;
    const { rows } = await this.pool.query<{ role: string; position: number }>(
      'select role, position from projection where schema = $1',
      [schema],
    );
    const [stored] = rows;
    if (stored === undefined) throw new ProjectionFenced(schema, 'was dropped');
    if (stored.role !== role) throw new ProjectionFenced(schema, `is ${stored.role}, no longer ${role}`);
    throw new ProjectionFenced(schema, `stands at ${stored.position}, expected ${this.#stored}`);
  }
}

const concernsNobody = (fold: Fold): boolean =>
  fold.touched.length === 0 && [...fold.tables.values()].every((rows) => rows.size === 0);

export const isRowError = (error: unknown): boolean =>
  error instanceof UnknownColumn ||
  (error instanceof DatabaseError && error.code !== undefined && ROW_ERRORS.has(error.code.slice(0, 2)));
