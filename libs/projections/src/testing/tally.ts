import { countingIds, sha256, type IdSource, type JsonObject } from '#libs/kernel';
import { eventStoreMigrations, PostgresEventStore, type EventStore } from '#libs/event-store';
import { StoreTailEventLog } from '#libs/event-log';
import { createTestDatabase, type TestDatabase } from '#libs/postgres';
import { projectionMigrations } from '../migrations.js';
import { ProjectionHost, type ProjectionHostOptions } from '../projection-host.js';
import type { Change, Projection } from '../projection.js';

/** A small read model with every kind of change: entries (insert) and their sums, totals per stream (add), the latest amount (put). */
export function tally(overrides: Partial<Projection> = {}): Projection {
  return {
    name: 'tally',
    version: 1,
    tables: [
      {
        name: 'entry',
        columns: { id: 'uuid', stream: 'text not null', amount: 'bigint not null', note: 'text' },
        primaryKey: ['id'],
        indexes: [['stream']],
      },
      {
        name: 'entry_sum',
        columns: { stream: 'text not null', amount: 'bigint not null' },
        primaryKey: ['stream'],
        sumsOf: { table: 'entry', amounts: ['amount'] },
      },
      {
        name: 'total',
        columns: { stream: 'text', amount: 'bigint not null default 0', entries: 'int not null default 0' },
        primaryKey: ['stream'],
      },
      {
        name: 'latest',
        columns: { stream: 'text', amount: 'bigint', version: 'int', resets: 'int not null default 0' },
        primaryKey: ['stream'],
      },
    ],
    project(event): readonly Change[] {
      const { stream, version } = event;
      const amount = event.data['amount'];
      if (event.type === 'Forgotten') return [];
      if (typeof amount !== 'number') throw new Error('amount is not a number');
      if (event.type === 'Reset') {
        return [
          { kind: 'put', table: 'total', key: { stream }, row: { amount } },
          { kind: 'add', table: 'latest', key: { stream }, amounts: { resets: 1 } },
        ];
      }
      return [
        { kind: 'insert', table: 'entry', row: { id: event.id, stream, amount, note: noteOf(event.data) } },
        { kind: 'add', table: 'total', key: { stream }, amounts: { amount, entries: 1 } },
        { kind: 'put', table: 'latest', key: { stream }, row: { amount, version } },
      ];
    },
    touches: (event) => [event.stream],
    ...overrides,
  };
}

const noteOf = (data: JsonObject): string | null => (typeof data['note'] === 'string' ? data['note'] : null);

export interface Occurrence {
  readonly stream: string;
  readonly type: 'Counted' | 'Reset' | 'Forgotten' | 'Poison';
  readonly data: JsonObject;
}

export const counted = (stream: string, amount: number, note?: string): Occurrence => ({
  stream,
  type: 'Counted',
  data: { amount, ...(note === undefined ? {} : { note }) },
});
export const reset = (stream: string, amount: number): Occurrence => ({ stream, type: 'Reset', data: { amount } });
export const poison = (stream: string): Occurrence => ({ stream, type: 'Poison', data: {} });

/** Appends each occurrence as a command of its own; `together` appends all as one command. */
export async function record(
  store: EventStore,
  ids: IdSource,
  occurrences: readonly Occurrence[],
  together = false,
): Promise<void> {
  const commands = together ? [occurrences] : occurrences.map((one) => [one]);
  for (const command of commands) {
    const streams = [...new Set(command.map(({ stream }) => stream))];
    const outcome = await store.append({
      command: { id: ids.next(), contentHash: sha256('spec') },
      meta: { actor: 'spec' },
      streams: streams.map((stream) => ({
        stream,
        expected: 'any',
        events: command
          .filter((one) => one.stream === stream)
          .map(({ type, data }) => ({ id: ids.next(), type, data, effectiveOn: null })),
      })),
      result: null,
    });
    if (outcome.kind !== 'appended') throw new Error(outcome.kind);
  }
}

/** A store on a database of its own, and hosts on it: each stands for a process. */
export interface Bench extends TestDatabase {
  readonly store: PostgresEventStore;
  readonly ids: IdSource;
  host(projection: Projection, options?: Partial<ProjectionHostOptions>): ProjectionHost;
  record(...occurrences: readonly Occurrence[]): Promise<void>;
  close(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const database = await createTestDatabase([...eventStoreMigrations, ...projectionMigrations], { poolSize: 20 });
  const store = new PostgresEventStore({ pool: database.pool });
  const ids = countingIds();
  const log = new StoreTailEventLog(store, { batchSize: 3 });
  const hosts: ProjectionHost[] = [];
  return {
    ...database,
    store,
    ids,
    host: (projection, options = {}) => {
      const host = new ProjectionHost({ pool: database.pool, store, log, projections: [projection], ...options });
      hosts.push(host);
      return host;
    },
    record: (...occurrences) => record(store, ids, occurrences),
    close: async () => {
      await Promise.all(hosts.map((host) => host.stop()));
      await log.close();
      await store.close();
      await database.drop();
    },
  };
}

/** Every row of the tally, ordered, to compare. */
export async function tallyRows(host: ProjectionHost): Promise<Record<string, unknown[]>> {
  return host.snapshot('tally', async (client, { schema, position }) => {
    const rows = async (table: string, key: string): Promise<unknown[]> =>
      (await client.query<Record<string, unknown>>(`select * from ${schema}.${table} order by ${key}`)).rows;
    return {
      position: [position],
      entry: await rows('entry', 'id'),
      entry_sum: await rows('entry_sum', 'stream'),
      total: await rows('total', 'stream'),
      latest: await rows('latest', 'stream'),
    };
  });
}
