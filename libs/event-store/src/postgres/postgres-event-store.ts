import type { Pool } from 'pg';
import type { Clock, JsonValue } from '#libs/kernel';
import { StoreUnavailable } from '../errors.js';
import type {
  AppendOutcome,
  AppendRequest,
  EventStore,
  LogHead,
  RecordedEvent,
  StreamId,
  Verification,
} from '../event-store.js';
import { ChainWalk } from '../hash-chain.js';
import { prepareAppend, type PreparedAppend } from '../prepared-append.js';
import { appendCall, appendOneCall, readAnswers, type AppendRow } from './append-call.js';
import { PLANNER_SETTINGS } from './append.sql.js';
import { Connection, hasSqlState } from './connection.js';
import { GroupCommit, type Answer } from './group-commit.js';
import { LogSignal } from './log-signal.js';
import { EVENT_COLUMNS, readEvents, textQuery, type EventRow } from './rows.js';

/** Events per round trip of `verify`. */
const VERIFY_BATCH = 2_000;

/**
 * The event store on Postgres. Appends go by one or two connections of its own (see `GroupCommit`), reads by the pool.
 * `append` rejects with `StoreUnavailable`, `TextNotStorable`, `EventIdReused` or `InvalidAppend`; reads reject with
 * pg's error.
 */
export class PostgresEventStore implements EventStore {
  readonly #pool: Pool;
  readonly #clock: Clock | undefined;
  readonly #free: Connection[];
  readonly #connections: readonly Connection[];
  readonly #groups = new GroupCommit((group) => this.#send(group));
  readonly #signal: LogSignal;
  #closed = false;

  /** @param clock gives the moment of recording in place of the database's clock; for tests, and for a demo that lives through its half-year. */
  constructor({ pool, clock }: { pool: Pool; clock?: Clock }) {
    this.#pool = pool;
    this.#clock = clock;
    this.#connections = [1, 2].map(() => new Connection(pool, 'bovenlokaal-append', PLANNER_SETTINGS));
    this.#free = [...this.#connections];
    this.#signal = new LogSignal(pool, async () => (await this.head()).position);
  }

  async append(request: AppendRequest): Promise<AppendOutcome> {
    if (this.#closed) throw new Error('the event store is closed');
    return this.#groups.append(prepareAppend(request));
  }

  async findCommand(
    actor: string,
    commandId: string,
  ): Promise<{ contentHash: string; position: number; result: JsonValue } | null> {
    const rows = await this.#rows<[string, string, string]>(
      'command_by_id',
      'select content_hash, position, result from command where actor = $1 and id = $2',
      [actor, commandId],
    );
    const row = rows[0];
    return row ? { contentHash: row[0], position: Number(row[1]), result: JSON.parse(row[2]) as JsonValue } : null;
  }

  async readStream(stream: StreamId, afterVersion = 0): Promise<readonly RecordedEvent[]> {
    return readEvents(
      await this.#rows<EventRow>(
        'stream',
        `select ${EVENT_COLUMNS} from event e where e.stream = $1 and e.version > $2 order by e.version`,
        [stream, afterVersion],
      ),
    );
  }

  async readStreams(streams: readonly StreamId[]): Promise<readonly RecordedEvent[]> {
    const [only] = streams;
    if (only === undefined) return [];
    if (streams.length === 1) return this.readStream(only);
    // Sorted here: asked for the order of position, the planner walks the whole log by its primary key and filters.
    const events = readEvents(
      await this.#rows<EventRow>(
        'streams',
        `select ${EVENT_COLUMNS} from event e where e.stream = any($1) order by e.stream, e.version`,
        [streams],
      ),
    );
    return [...events].sort((a, b) => a.position - b.position);
  }

  async readLog(afterPosition: number, limit: number): Promise<readonly RecordedEvent[]> {
    return readEvents(
      await this.#rows<EventRow>(
        'log',
        `select ${EVENT_COLUMNS} from event e where e.position > $1 order by e.position limit $2`,
        [afterPosition, limit],
      ),
    );
  }

  async head(): Promise<LogHead> {
    const rows = await this.#rows<[string, string]>(
      'log_head',
      `select position, encode(hash, 'hex') from log_head`,
      [],
    );
    const row = rows[0];
    if (!row) throw new Error('log_head has no row: the database was not migrated, or was changed by hand');
    return { position: Number(row[0]), hash: row[1] };
  }

  onAppended(listener: (position: number) => void): () => void {
    return this.#signal.subscribe(listener);
  }

  async verify(progress?: (position: number) => void, trusted?: LogHead): Promise<Verification> {
    const head = await this.head();
    const walk = new ChainWalk(trusted);
    while (walk.head.position < head.position) {
      const rows = await this.#rows<[...EventRow, string, string | null, string | null]>(
        'verify',
        // The command belongs to the first event of its commit, and is looked up there only.
        `select ${EVENT_COLUMNS}, encode(e.hash, 'hex'), c.content_hash, c.result from event e
           left join command c on (e.meta ->> 'commit')::bigint = e.position
             and c.actor = e.meta ->> 'actor' and c.id = e.meta ->> 'commandId'
          where e.position > $1 and e.position <= $2 order by e.position limit $3`,
        [walk.head.position, head.position, VERIFY_BATCH],
      );
      if (rows.length === 0) break;
      for (const [i, event] of readEvents(rows as unknown as EventRow[]).entries()) {
        const [hash, contentHash, result] = (rows[i]?.slice(9) ?? []) as [string, string | null, string | null];
        const command =
          contentHash === null || result === null ? null : { contentHash, result: JSON.parse(result) as JsonValue };
        const wrong = walk.follow({ event, hash: Buffer.from(hash, 'hex'), command });
        if (wrong) return wrong;
      }
      progress?.(walk.head.position);
    }
    const commands = await this.#rows<[string]>(
      'commands_up_to',
      'select count(*) from command where position <= $1 or position > (select position from log_head)',
      [head.position],
    );
    return walk.finish(head, Number(commands[0]?.[0]));
  }

  /** Waits for the appends that are under way, then closes the connections of the store; the pool stays open. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#groups.drained();
    await Promise.all([this.#signal.close(), ...this.#connections.map((c) => c.close())]);
  }

  async #rows<R extends readonly unknown[]>(
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<readonly R[]> {
    const { rows } = await this.#pool.query(textQuery(`event_store_${name}`, text, values));
    return rows as unknown as readonly R[];
  }

  async #send(group: readonly PreparedAppend[]): Promise<readonly Answer[]> {
    const connection = this.#free.pop();
    if (!connection) throw new Error('more groups under way than connections');
    try {
      return await this.#call(connection, group);
    } finally {
      this.#free.push(connection);
    }
  }

  async #call(connection: Connection, group: readonly PreparedAppend[]): Promise<readonly Answer[]> {
    const notBefore = this.#clock?.now() ?? null;
    try {
      const one = await this.#one(connection, group, notBefore);
      if (one) return [one];
      const rows = await connection.query<AppendRow>(appendCall(group, notBefore));
      const { answers, head } = readAnswers(group, rows[0] as AppendRow);
      this.#announce(head);
      return answers;
    } catch (error) {
      if (isOutage(error)) throw new StoreUnavailable(error);
      const [only] = group;
      if (group.length === 1 || !only) return [error as Error];
      // Something that was not foreseen aborted the group: one by one, it is the error of the guilty alone.
      const answers: Answer[] = [];
      for (const append of group) answers.push(...(await this.#alone(connection, append)));
      return answers;
    }
  }

  /** Apart from the append: a listener that throws is a bug of its own, and must not make a stored command look failed. */
  #announce(position: number): void {
    queueMicrotask(() => this.#signal.advanced(position));
  }

  /** The short way for one event; null when there are more, or when it was not stored and the reason must be found out. */
  async #one(
    connection: Connection,
    group: readonly PreparedAppend[],
    notBefore: string | null,
  ): Promise<AppendOutcome | null> {
    const call = appendOneCall(group, notBefore);
    if (!call) return null;
    try {
      const [row] = await connection.query<{ position: string }>(call);
      if (!row) return null;
      const position = Number(row.position);
      this.#announce(position);
      return { kind: 'appended', position, result: group[0]?.request.result ?? null };
    } catch (error) {
      if (hasSqlState(error) && error.code === UNIQUE_VIOLATION) return null;
      throw error;
    }
  }

  async #alone(connection: Connection, append: PreparedAppend): Promise<readonly Answer[]> {
    try {
      return await this.#call(connection, [append]);
    } catch (error) {
      return [error as Error];
    }
  }
}

const UNIQUE_VIOLATION = '23505';
/** SQLSTATE classes that say "not now" rather than "not this": connection, serialisation, resources, operator, system. */
const OUTAGE = new Set(['08', '25', '40', '53', '55', '57', '58']);

const isOutage = (error: unknown): boolean => !hasSqlState(error) || OUTAGE.has(error.code.slice(0, 2));
