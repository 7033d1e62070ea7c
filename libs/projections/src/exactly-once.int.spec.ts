import type { Pool, PoolClient } from 'pg';
import fc from 'fast-check';
import { InMemoryEventStore, type RecordedEvent } from '#libs/event-store';
import { countingIds } from '#libs/kernel';
import { ProjectionFenced, ProjectionHalted } from './errors.js';
import { createGeneration } from './generations.js';
import type { Projection } from './projection.js';
import { Projector } from './projector.js';
import { FaultyLog } from './testing/faulty-log.js';
import { counted, openBench, record, reset, tally, tallyRows, type Bench, type Occurrence } from './testing/tally.js';

const bound = (target: object, value: unknown): unknown =>
  typeof value === 'function' ? (value.bind(target) as unknown) : value;

/** A pool whose n-th statement crashes the process, as it were: before it reaches the database, or after, with the answer lost. */
function crashingPool(pool: Pool, nth: number, when: 'before' | 'after'): { pool: Pool; crashed: () => boolean } {
  let count = 0;
  let crashed = false;
  /** Statements go to a connection that was taken from the pool, or to the pool itself: both count. */
  const counting = <T extends Pool | PoolClient>(real: T, others: (target: T, property: PropertyKey) => unknown): T =>
    new Proxy(real, {
      get(target, property) {
        const value = Reflect.get(target, property) as unknown;
        if (property !== 'query') return others(target, property) ?? bound(target, value);
        return (...parameters: unknown[]): unknown => {
          const query = value as (...parameters: unknown[]) => unknown;
          const hit = ++count === nth;
          crashed ||= hit;
          if (hit && when === 'before') throw new Error('crash');
          const answer = query.apply(target, parameters);
          if (!hit) return answer;
          if (!(answer instanceof Promise)) throw new Error('crash');
          return answer.then(() => {
            throw new Error('crash');
          });
        };
      },
    });
  const client = (real: PoolClient): PoolClient => counting(real, () => undefined);
  const proxy = counting(pool, (target, property) =>
    property === 'connect' ? async () => client(await target.connect()) : undefined,
  );
  return { pool: proxy, crashed: () => crashed };
}

describe('a read model has the effect of every event exactly once', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  const history: readonly Occurrence[] = [
    counted('a', 1),
    counted('b', 2, 'note'),
    reset('a', 10),
    counted('a', 3),
    counted('c', 4),
    reset('c', 0),
    counted('b', 5),
    counted('c', 6),
  ];

  it.each(['before', 'after'] as const)(
    'when its process crashes %s any statement of catching up or rebuilding from a log that repeats itself, and another one goes on',
    async (when) => {
      await bench.record(...history);
      const log = new FaultyLog(bench.store);
      log.repeats = true;
      const plain = bench.host(tally({ name: 'tally' }));
      await plain.catchUp();
      const expected = await tallyRows(plain);
      for (let nth = 1; ; nth++) {
        await bench.pool.query(`delete from projection where name = 'tally'`);
        const schemas = await bench.pool.query<{ name: string }>(
          `select nspname as name from pg_namespace where nspname like 'tally%'`,
        );
        for (const { name } of schemas.rows) await bench.pool.query(`drop schema ${name} cascade`);
        const crashing = crashingPool(bench.pool, nth, when);
        const victim = bench.host(tally(), { pool: crashing.pool, log });
        await victim.catchUp().catch(() => undefined);
        await victim.rebuild('tally').catch(() => undefined);
        await victim.stop();

        const successor = bench.host(tally(), { log });
        await successor.catchUp();
        expect(await tallyRows(successor)).toEqual(expected);
        await successor.stop();
        if (!crashing.crashed()) break;
        expect(nth).toBeLessThan(200);
      }
      await log.close();
    },
    180_000,
  );

  it('whatever the batches, and whatever the order between streams', async () => {
    const occurrence = fc.oneof(
      fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: -9, max: 9 })).map(([s, n]) => counted(s, n)),
      fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: -9, max: 9 })).map(([s, n]) => reset(s, n)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(occurrence, { minLength: 1, maxLength: 14 }),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(), { minLength: 14, maxLength: 14 }),
        async (occurrences, sizes, dice) => {
          const tables = await Promise.all([
            tablesAfter(bench.pool, occurrences, [1]),
            tablesAfter(bench.pool, interleaved(occurrences, dice), sizes),
            tablesAfter(bench.pool, occurrences, [occurrences.length]),
          ]);
          expect(tables[1]).toEqual(tables[0]);
          expect(tables[2]).toEqual(tables[0]);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('whatever whole commits come together, and however often', async () => {
    const commit = fc.array(
      fc
        .tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: -9, max: 9 }), fc.boolean())
        .map(([stream, n, sets]) => (sets ? reset(stream, n) : counted(stream, n))),
      { minLength: 1, maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(commit, { minLength: 1, maxLength: 7 }),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 5 }),
        async (commits, sizes, rewinds) => {
          const store = new InMemoryEventStore();
          const ids = countingIds();
          for (const occurrences of commits) await record(store, ids, occurrences, true);
          const events = await store.readLog(0, 1_000);
          const byCommit = events
            .filter(({ position, meta }) => position === meta.commit)
            .map(({ meta }) => events.filter((event) => event.meta.commit === meta.commit));
          const expected = await rowsAfter(bench.pool, byCommit, [byCommit.length], [0]);
          expect(await rowsAfter(bench.pool, byCommit, [1], [0])).toEqual(expected);
          expect(await rowsAfter(bench.pool, byCommit, sizes, rewinds)).toEqual(expected);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('also when the log delivers events again', async () => {
    const store = new InMemoryEventStore();
    await record(store, countingIds(), history);
    const events = await store.readLog(0, 100);
    const { projector, schema } = await openProjector(bench.pool);
    await projector.apply(events.slice(0, 4), 4);
    await projector.apply(events.slice(0, 4), 4);
    await projector.apply(events.slice(2, 8), 8);
    await projector.apply(events.slice(0, 8), 8);
    const { rows } = await bench.pool.query(`select stream, amount, entries from ${schema}.total order by stream`);
    expect(rows).toEqual([
      { stream: 'a', amount: 13, entries: 2 },
      { stream: 'b', amount: 7, entries: 2 },
      { stream: 'c', amount: 6, entries: 2 },
    ]);
  });

  it('also where an event that the database refuses comes right after events of others, whose position waited', async () => {
    const store = new InMemoryEventStore();
    await record(store, countingIds(), [
      counted('a', 1),
      { stream: 'b', type: 'Forgotten', data: {} },
      counted('a', 2),
    ]);
    const events = await store.readLog(0, 100);
    const { projector, schema, name } = await openProjector(bench.pool, {
      project: (event) =>
        event.position === 3
          ? [{ kind: 'put', table: 'latest', key: { stream: 'a' }, row: { version: 2 ** 40 } }]
          : tally().project(event),
      touches: () => [],
    });
    await projector.apply(events.slice(0, 1), 1, true);
    await projector.apply(events.slice(1, 2), 2, true);
    await expect(projector.apply(events.slice(2), 3, true)).rejects.toThrow(ProjectionHalted);
    const { rows } = await bench.pool.query('select position, halted_position from projection where name = $1', [name]);
    expect(rows).toEqual([{ position: 2, halted_position: 3 }]);
    expect((await bench.pool.query(`select amount from ${schema}.latest`)).rows).toEqual([{ amount: 1 }]);
  });

  it('and a zombie that wakes up after another took over writes nothing', async () => {
    const store = new InMemoryEventStore();
    await record(store, countingIds(), history);
    const events = await store.readLog(0, 100);
    const { projector: zombie, generation, schema, name } = await openProjector(bench.pool);
    const heir = await Projector.open(bench.pool, tally({ name }), generation, null);
    await zombie.apply(events.slice(0, 2), 2);
    await expect(heir.apply(events.slice(0, 3), 3)).rejects.toThrow(ProjectionFenced);
    const { rows: stored } = await bench.pool.query<{ position: number }>(
      'select position from projection where name = $1',
      [name],
    );
    const successor = await Projector.open(
      bench.pool,
      tally({ name }),
      { ...generation, position: stored[0]?.position ?? 0 },
      null,
    );
    await successor.apply(events.slice(2, 6), 6);
    await expect(zombie.apply(events.slice(2, 4), 4)).rejects.toThrow('stands at 6, expected 2');
    const { rows } = await bench.pool.query(`select count(*) as entries from ${schema}.entry`);
    expect(rows).toEqual([{ entries: 4 }]);

    await bench.pool.query(`update projection set role = 'retired' where name = $1`, [name]);
    await expect(successor.apply(events.slice(6), 8)).rejects.toThrow('is retired, no longer live');
  });
});

let opened = 0;

/** A projector on a generation of its own, and where to look at what it wrote. */
async function openProjector(pool: Pool, overrides: Partial<Projection> = {}) {
  const projection = tally({ name: `tally-${++opened}`, ...overrides });
  const client = await pool.connect();
  try {
    const generation = await createGeneration(client, projection, 'live', true);
    const projector = await Projector.open(pool, projection, generation, null);
    return { projector, generation, schema: generation.schema, name: projection.name };
  } finally {
    client.release();
  }
}

/** The same events in another order between the streams, each stream's own order kept. */
function interleaved(occurrences: readonly Occurrence[], dice: readonly number[]): readonly Occurrence[] {
  const queues = [...new Set(occurrences.map(({ stream }) => stream))].map((stream) =>
    occurrences.filter((one) => one.stream === stream),
  );
  const result: Occurrence[] = [];
  for (let n = 0; result.length < occurrences.length; n++) {
    const waiting = queues.filter((queue) => queue.length > 0);
    const next = waiting[(dice[n % dice.length] ?? 0) % waiting.length]?.shift();
    if (next !== undefined) result.push(next);
  }
  return result;
}

/** What the tables hold after these events, handed over in batches of these sizes. Ids left out: they follow the order of recording. */
async function tablesAfter(pool: Pool, occurrences: readonly Occurrence[], sizes: readonly number[]) {
  const store = new InMemoryEventStore();
  await record(store, countingIds(), occurrences);
  const events = await store.readLog(0, 1_000);
  return rowsAfter(
    pool,
    events.map((event) => [event]),
    sizes,
    [0],
  );
}

/** As `tablesAfter`: so many commits to a batch, and so many that came before come with it again. */
async function rowsAfter(
  pool: Pool,
  commits: readonly (readonly RecordedEvent[])[],
  sizes: readonly number[],
  rewinds: readonly number[],
) {
  const { projector, schema } = await openProjector(pool);
  for (let from = 0, n = 0; from < commits.length; n++) {
    const to = Math.min(commits.length, from + (sizes[n % sizes.length] ?? 1));
    const again = Math.max(0, from - (rewinds[n % rewinds.length] ?? 0));
    const batch = commits.slice(again, to).flat();
    await projector.apply(batch, batch.at(-1)?.position ?? 0);
    from = to;
  }
  const rows = async (sql: string): Promise<unknown[]> => (await pool.query<Record<string, unknown>>(sql)).rows;
  const answer = {
    entry: await rows(`select stream, amount from ${schema}.entry order by 1, 2`),
    entrySum: await rows(`select * from ${schema}.entry_sum order by stream`),
    total: await rows(`select * from ${schema}.total order by stream`),
    latest: await rows(`select * from ${schema}.latest order by stream`),
  };
  await pool.query(`drop schema ${schema} cascade`);
  return answer;
}
