import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#libs/postgres';
import { instantOrThrow, type Clock, type LocalDate } from '#libs/kernel';
import { StoreUnavailable } from '../errors.js';
import { InMemoryEventStore } from '../memory/in-memory-event-store.js';
import { eventStoreContract } from '../testing/event-store.contract.js';
import { command, event, type StoreUnderTest } from '../testing/store-under-test.js';
import { eventStoreMigrations } from './migrations.js';
import { PostgresEventStore } from './postgres-event-store.js';

const noRowsLeft = 'no rows to tamper with';

/** Somebody with every right in the database, for whom the triggers do not count. */
async function asIntruder(database: TestDatabase, sql: string, values: readonly unknown[] = []): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    if ((await client.query(sql, [...values])).rowCount === 0) throw new Error(noRowsLeft);
    await client.query('commit');
  } finally {
    client.release();
  }
}

async function open(): Promise<StoreUnderTest> {
  const database = await createTestDatabase(eventStoreMigrations);
  let moment: string | null = null;
  const clock: Clock = { now: () => instantOrThrow(moment ?? new Date().toISOString()) };
  const store = new PostgresEventStore({ pool: database.pool, clock });
  return {
    store,
    clockTo: (instant) => {
      moment = instant;
    },
    tamper: {
      changeData: (position, data) =>
        asIntruder(database, 'update event set data = $2 where position = $1', [position, JSON.stringify(data)]),
      changeRecordedAt: (position, instant) =>
        asIntruder(database, 'update event set recorded_at = $2 where position = $1', [position, instant]),
      changeResult: (id, result) =>
        asIntruder(database, 'update command set result = $2 where id = $1', [id, JSON.stringify(result)]),
      remove: (position) => asIntruder(database, 'delete from event where position = $1', [position]),
      swap: async (a, b) => {
        const move = (from: number, to: number): Promise<void> =>
          asIntruder(database, 'update event set position = $2 where position = $1', [from, to]);
        await move(a, -1);
        await move(b, a);
        await move(-1, b);
      },
    },
    close: async () => {
      await store.close();
      await database.drop();
    },
  };
}

eventStoreContract('Postgres', open);

describe('event store on Postgres', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;
  const others: PostgresEventStore[] = [];

  beforeEach(async () => {
    database = await createTestDatabase(eventStoreMigrations);
    store = new PostgresEventStore({ pool: database.pool });
  });
  afterEach(async () => {
    await Promise.all([store, ...others.splice(0)].map((s) => s.close()));
    await database.drop();
  });

  const another = (): PostgresEventStore => {
    const other = new PostgresEventStore({ pool: database.pool });
    others.push(other);
    return other;
  };
  const recorded = (stream = 'a') => command([{ stream, expected: 'any', events: [event({ persons: 1 })] }]);

  it.each([
    'update event set data = data',
    'delete from event',
    'truncate event',
    'update command set result = result',
    'delete from command',
    'truncate command',
    'delete from log_head',
  ])('refuses “%s”, also to its owner', async (sql) => {
    await store.append(recorded());
    await expect(database.pool.query(sql)).rejects.toThrow(/insert-only/);
    expect(await store.verify()).toMatchObject({ ok: true, events: 1 });
  });

  it('finds a command that was slipped in or taken out beside the events', async () => {
    await store.append(recorded());
    await database.pool.query(`insert into command values ('x', 'x', 'x', 1, '{}')`);
    expect(await store.verify()).toMatchObject({ ok: false });
    await asIntruder(database, 'delete from command');
    expect(await store.verify()).toMatchObject({ ok: false, position: 1 });
  });

  it('finds that the head was set back', async () => {
    await store.append(recorded());
    await database.pool.query('update log_head set position = 0');
    expect(await store.verify()).toMatchObject({ ok: false });
  });

  it('links the same chain as the store in memory', async () => {
    const memory = new InMemoryEventStore({ clock: { now: () => instantOrThrow('2030-01-01T00:00:00Z') } });
    const postgres = new PostgresEventStore({
      pool: database.pool,
      clock: { now: () => instantOrThrow('2030-01-01T00:00:00Z') },
    });
    others.push(postgres);
    for (const request of [recorded('a'), recorded('b'), recorded('a')]) {
      await memory.append(request);
      await postgres.append(request);
    }
    expect(await postgres.head()).toEqual(await memory.head());
    expect(await postgres.readLog(0, 10)).toEqual(await memory.readLog(0, 10));
  });

  it('records by the clock of the database when it gets none', async () => {
    await store.append(recorded());
    const { rows } = await database.pool.query<{ near: boolean }>(
      `select recorded_at between now() - interval '1 minute' and now()
         and recorded_at = date_trunc('milliseconds', recorded_at) as near from event`,
    );
    expect(rows[0]?.near).toBe(true);
  });

  it('keeps positions dense and versions in order when several processes write the same streams', async () => {
    const writers = [store, another(), another()];
    const outcomes = await Promise.all(
      Array.from({ length: 600 }, (_, i) => (writers[i % 3] as PostgresEventStore).append(recorded(`s${i % 5}`))),
    );
    expect(new Set(outcomes.map((o) => ('position' in o ? o.position : 0))).size).toBe(600);
    expect(await store.verify()).toMatchObject({ ok: true, events: 600 });
    const versions = new Map<string, number>();
    for (const { stream, version } of await store.readLog(0, 1_000)) {
      expect(version).toBe((versions.get(stream) ?? 0) + 1);
      versions.set(stream, version);
    }
  });

  it('keeps them so when each of several processes has one event at a time to store', async () => {
    const writers = [store, another(), another(), another()];
    await Promise.all(
      writers.map(async (writer) => {
        for (let n = 0; n < 60; n++) expect((await writer.append(recorded(`s${n % 2}`))).kind).toBe('appended');
      }),
    );
    expect(await store.verify()).toMatchObject({ ok: true, events: 240 });
    expect((await store.readStream('s0')).map((e) => e.version)).toEqual(Array.from({ length: 120 }, (_, i) => i + 1));
  });

  it('takes a whole file of facts, each with a stream of its own, as one command', async () => {
    const streams = Array.from({ length: 5_000 }, (_, i) => ({ stream: `row-${i}`, expected: 0, events: [event()] }));
    expect(await store.append(command(streams))).toMatchObject({ kind: 'appended', position: 5_000 });
    expect(await store.verify()).toMatchObject({ ok: true, events: 5_000 });
  });

  it('lets one of many through that expect the same version, and tells the others where the stream is', async () => {
    const writers = [store, another()];
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        (writers[i % 2] as PostgresEventStore).append(command([{ stream: 'a', expected: 0, events: [event()] }])),
      ),
    );
    expect(outcomes.filter((o) => o.kind === 'appended')).toHaveLength(1);
    expect(outcomes.filter((o) => o.kind === 'version-conflict' && o.actual === 1)).toHaveLength(39);
  });

  it('stores a command once that several processes send at once', async () => {
    const request = recorded();
    const outcomes = await Promise.all([store, another(), another()].map((s) => s.append(request)));
    expect(outcomes.map((o) => o.kind).sort()).toEqual(['appended', 'repeated', 'repeated']);
  });

  it('answers the others when the database itself refuses one of the group', async () => {
    const impossible = { ...event(), effectiveOn: '2023-02-30' as LocalDate };
    const outcomes = await Promise.allSettled([
      store.append(recorded('a')),
      store.append(command([{ stream: 'b', expected: 0, events: [impossible] }])),
      store.append(recorded('c')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await store.readLog(0, 10)).map((e) => e.stream)).toEqual(['a', 'c']);
  });

  it('tells another process of an append', async () => {
    const other = another();
    const told = new Promise<number>((resolve) => other.onAppended((position) => position >= 3 && resolve(position)));
    for (let i = 0; i < 3; i++) await store.append(recorded());
    expect(await told).toBe(3);
  });

  it('says that the outcome is unknown when its connection is cut, and goes on with the next append', async () => {
    const request = recorded();
    await store.append(recorded('warm'));
    const blocker = new pg.Client({ connectionString: database.url });
    await blocker.connect();
    await blocker.query('begin; select from log_head for update');
    const cut = store.append(request).then(
      () => Promise.reject(new Error('answered while its connection was cut')),
      // In the same turn: the server has said that it ends the session, its socket may still be open.
      (error: unknown) => ({ error, again: store.append(request) }),
    );
    const waitingBackends = `from pg_stat_activity where application_name = 'bovenlokaal-append'
       and wait_event_type = 'Lock' and datname = current_database()`;
    while ((await blocker.query(`select pid ${waitingBackends}`)).rowCount === 0);
    await blocker.query(`select pg_terminate_backend(pid) ${waitingBackends}`);
    const { error, again } = await cut;
    await blocker.query('commit');
    await blocker.end();
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect((await again).kind).toBe('appended');
    expect((await store.append(request)).kind).toBe('repeated');
    expect(await store.verify()).toMatchObject({ ok: true, events: 2 });
  });

  it('hears of appends again after its listening connection was cut', async () => {
    let seen = 0;
    const other = another();
    const reached = (position: number): Promise<void> =>
      new Promise((resolve) => {
        const stop = other.onAppended((at) => {
          seen = Math.max(seen, at);
          if (seen < position) return;
          stop();
          resolve();
        });
      });
    await store.append(recorded());
    const first = reached(1);
    const second = reached(2);
    await first;
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'bovenlokaal-listen' and datname = current_database()`,
    );
    await store.append(recorded());
    await second;
    expect(seen).toBe(2);
  });
});
