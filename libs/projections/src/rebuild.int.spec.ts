import { setImmediate as turn } from 'node:timers/promises';
import type { EventStore } from '#libs/event-store';
import { StoreTailEventLog } from '#libs/event-log';
import { ProjectionFenced, ProjectionHalted, ProjectionNewer, ProjectionStopped, RebuildUnderWay } from './errors.js';
import { createGeneration, dropLeftovers } from './generations.js';
import { FaultyLog } from './testing/faulty-log.js';
import { counted, openBench, reset, tally, tallyRows, type Bench } from './testing/tally.js';

describe('rebuilding a read model', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  const history = (count: number) =>
    Array.from({ length: count }, (_, n) =>
      n % 7 === 6 ? reset(`s${n % 3}`, n) : counted(`s${n % 5}`, n, n % 2 === 0 ? `note ${n}` : undefined),
    );

  it('gives the same rows, says so, and swaps them in', async () => {
    await bench.record(...history(60));
    const host = bench.host(tally());
    await host.catchUp();
    const before = await tallyRows(host);
    const hashBefore = await host.hash('tally');
    const { schema: old } = await host.live('tally');

    const report = await host.rebuild('tally');
    expect(report).toMatchObject({ events: 60, equal: true, differences: [], hash: hashBefore.hash });
    expect(await host.liveSchema('tally')).not.toBe(old);
    expect(await tallyRows(host)).toEqual(before);
    expect(await host.hash('tally')).toEqual(hashBefore);
    const schema = await host.liveSchema('tally');
    const { rows } = await bench.pool.query(
      `select from (select stream, sum(amount) as amount from ${schema}.entry group by stream) e
         full join ${schema}.entry_sum s using (stream, amount) where e.stream is null or s.stream is null`,
    );
    expect(rows).toEqual([]);
  });

  it('is compared with the store without changing anything when it is only checked, whatever the log does', async () => {
    await bench.record(...history(20));
    const log = new FaultyLog(bench.store);
    const host = bench.host(tally(), { log });
    await host.catchUp();
    const { schema } = await host.live('tally');
    log.haltAfter = 0;
    expect(await host.check('tally')).toMatchObject({
      events: 20,
      equal: true,
      differences: [],
      hash: (await host.hash('tally')).hash,
    });

    await bench.pool.query(`update ${schema}.total set amount = amount + 1 where stream = 's1'`);
    expect(await host.check('tally')).toMatchObject({
      equal: false,
      differences: [{ table: 'total', live: 5, rebuilt: 5 }],
    });
    expect(await host.liveSchema('tally')).toBe(schema);
    expect(await host.status()).toMatchObject([{ status: 'live', position: 20 }]);
    expect((await bench.pool.query('select role from projection')).rows).toEqual([{ role: 'live' }]);
    await log.close();
  });

  it('is checked beside a live runner at one position', async () => {
    await bench.record(...history(20));
    const feeding = bench.host(tally());
    await feeding.start({ run: true });
    let ending = false;
    let appended = 20;
    const writing = (async () => {
      for (; !ending; appended++) await bench.record(counted(`s${appended % 5}`, appended));
    })();
    const asking = bench.host(tally());
    for (let n = 0; n < 3; n++) expect(await asking.check('tally')).toMatchObject({ equal: true });
    ending = true;
    await writing;
    expect(await feeding.waitFor('tally', appended, 20_000)).toBe(true);
  });

  it('reports which tables differ when somebody tampered with the live one, and mends them', async () => {
    await bench.record(...history(20));
    const host = bench.host(tally());
    await host.catchUp();
    const { schema } = await host.live('tally');
    await bench.pool.query(`update ${schema}.total set amount = amount + 1 where stream = 's1'`);
    await bench.pool.query(`delete from ${schema}.latest`);
    const report = await host.rebuild('tally');
    expect(report.equal).toBe(false);
    expect(report.differences).toEqual([
      { table: 'total', live: 5, rebuilt: 5 },
      { table: 'latest', live: 0, rebuilt: 5 },
    ]);
    expect(await host.rebuild('tally')).toMatchObject({ equal: true });
  });

  it('goes on beside a live runner and its readers: nothing is missed, no reader sees a gap or goes back in time', async () => {
    await bench.record(...history(30));
    const feeding = bench.host(tally(), { graceMs: 0 });
    const asking = bench.host(tally(), { graceMs: 0 });
    await feeding.start({ run: true });
    await asking.start({ run: false });
    let ending = false;
    let appended = 30;
    const writing = (async () => {
      while (!ending) {
        await bench.record(counted(`s${appended % 5}`, appended));
        appended++;
      }
    })();
    const reading = [feeding, asking].map(async (host) => {
      let last = 0;
      while (!ending) {
        const { position, rows } = await host.read<{ entries: number }>('tally', (schema) => ({
          text: `select sum(entries)::int as entries from ${schema}.total`,
        }));
        const { rows: facts } = await bench.pool.query<{ counted: number }>(
          `select count(*)::int as counted from event where type = 'Counted' and position <= $1`,
          [position],
        );
        expect(rows[0]?.entries ?? 0).toBe(facts[0]?.counted);
        expect(position).toBeGreaterThanOrEqual(last);
        last = position;
        await turn();
      }
    });
    for (let n = 0; n < 4; n++) {
      // Each drops what the one before it retired, without any grace: readers must find their way all the same.
      expect(await asking.rebuild('tally')).toMatchObject({ equal: true });
      await feeding.tidy();
    }
    ending = true;
    await Promise.all([writing, ...reading]);
    expect(await feeding.waitFor('tally', appended, 20_000)).toBe(true);
    expect(await asking.rebuild('tally')).toMatchObject({ equal: true, events: appended });
  });

  it('builds a raised version beside the old one, which is read meanwhile, and swaps without comparing', async () => {
    await bench.record(...history(25));
    const old = bench.host(tally());
    await old.catchUp();
    const raised = tally({
      version: 2,
      tables: [
        ...tally().tables,
        { name: 'size', columns: { stream: 'text', large: 'int' }, primaryKey: ['stream'], indexes: [['large']] },
      ],
      project: (event) => [
        ...tally().project(event),
        { kind: 'add', table: 'size', key: { stream: event.stream }, amounts: { large: 1 } },
      ],
    });
    const host = bench.host(raised);
    await host.start({ run: true });
    await host.catchUp();
    expect(await host.live('tally')).toMatchObject({ version: 2, position: 25 });
    const { rows } = await host.read<{ events: number }>('tally', (schema) => ({
      text: `select sum(large)::int as events from ${schema}.size`,
    }));
    expect(rows).toEqual([{ events: 25 }]);

    // The older program can neither feed nor rebuild what the newer one made.
    await host.stop();
    await bench.record(counted('s0', 1));
    await expect(old.catchUp()).rejects.toThrow(ProjectionNewer);
    await expect(old.rebuild('tally')).rejects.toThrow(ProjectionNewer);
  });

  it('leaves the live tables as they are when the new version cannot handle an event, and says where it halted', async () => {
    await bench.record(...history(12));
    const host = bench.host(tally());
    await host.catchUp();
    const before = await tallyRows(host);
    const broken = bench.host(
      tally({
        version: 2,
        project: (event) => {
          if (event.position === 8) throw new Error('unheard of');
          return tally().project(event);
        },
      }),
    );
    await expect(broken.catchUp()).rejects.toThrow(ProjectionHalted);
    expect(await broken.status()).toMatchObject([{ version: 1, status: 'halted', haltedPosition: 8 }]);
    expect(await tallyRows(host)).toEqual(before);
    const mended = bench.host(tally({ version: 2 }));
    await mended.catchUp();
    expect(await mended.live('tally')).toMatchObject({ version: 2, position: 12 });
    expect(await mended.status()).toMatchObject([{ status: 'live', haltedPosition: null }]);
  });

  it('halts at the event that inserts a row which exists already, however late that comes', async () => {
    await bench.record(...history(12));
    const doubled = tally({
      version: 2,
      project: (event) =>
        event.position === 9
          ? [
              {
                kind: 'insert',
                table: 'entry',
                row: { id: '00000000-0000-4000-8000-000000000002', stream: 'x', amount: 0 },
              },
            ]
          : tally().project(event),
    });
    await bench.host(tally()).catchUp();
    await expect(bench.host(doubled).catchUp()).rejects.toMatchObject({ name: 'ProjectionHalted', position: 9 });
  });

  it('is refused while another rebuild of the same read model is under way', async () => {
    await bench.record(...history(12));
    const host = bench.host(tally());
    await host.catchUp();
    const outcomes = await Promise.allSettled([host.rebuild('tally'), bench.host(tally()).rebuild('tally')]);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    // The second may also come just after the first: then both succeed, one after the other.
    for (const one of refused) expect((one as PromiseRejectedResult).reason).toBeInstanceOf(RebuildUnderWay);
    expect(refused.length).toBeLessThan(2);
    expect(await host.status()).toMatchObject([{ status: 'live', position: 12 }]);
  });

  it('swaps nothing in when it lost its lock', async () => {
    await bench.record(...history(12));
    const before = bench.host(tally());
    await before.catchUp();
    const { schema } = await before.live('tally');
    const host = bench.host(tally(), { store: whenFilled(bench, () => loseLocks(bench)) });
    await expect(host.rebuild('tally')).rejects.toThrow(ProjectionStopped);
    expect(await before.status()).toMatchObject([{ schema, status: 'building', position: 12 }]);
  });

  it('drops nothing of another rebuild when it lost its lock and would begin anew', async () => {
    await bench.record(...history(12));
    await bench.host(tally()).catchUp();
    const log = new StoreTailEventLog(bench.store);
    const another = async (): Promise<void> => {
      await loseLocks(bench);
      await dropLeftovers(bench.pool, 'tally', { building: true, graceMs: 300_000 });
      const client = await bench.pool.connect();
      await createGeneration(client, tally({ version: 3 }), 'building', true).finally(() => client.release());
    };
    const host = bench.host(tally({ version: 2 }), {
      log: {
        subscribe: async (consumer) => {
          const subscription = await log.subscribe(consumer);
          return { done: subscription.done.then(another), stop: () => subscription.stop() };
        },
        close: () => log.close(),
      },
    });
    await expect(host.rebuild('tally')).rejects.toThrow(ProjectionStopped);
    const { rows } = await bench.pool.query(`select version, role from projection order by version`);
    expect(rows).toEqual([
      { version: 1, role: 'live' },
      { version: 3, role: 'building' },
    ]);
    await log.close();
  });

  it('leaves live what is, when another rebuild dropped the new tables just before the swap', async () => {
    await bench.record(...history(12));
    await bench.host(tally()).catchUp();
    const store = whenFilled(bench, () => dropLeftovers(bench.pool, 'tally', { building: true, graceMs: 300_000 }));
    const host = bench.host(tally({ version: 2 }), { store });
    await expect(host.rebuild('tally')).rejects.toThrow(ProjectionFenced);
    expect(await host.status()).toMatchObject([{ version: 1, status: 'live', position: 12 }]);
  });

  it('drops what it swapped out after the grace, not before', async () => {
    await bench.record(...history(5));
    const host = bench.host(tally());
    await host.catchUp();
    const { schema: old } = await host.live('tally');
    await host.rebuild('tally');
    await host.tidy();
    expect((await bench.pool.query(`select from ${old}.total`)).rowCount).toBeGreaterThan(0);
    const hasty = bench.host(tally(), { graceMs: 0 });
    await hasty.tidy();
    await expect(bench.pool.query(`select from ${old}.total`)).rejects.toThrow('does not exist');
    expect((await bench.pool.query('select role from projection')).rows).toEqual([{ role: 'live' }]);
  });
});

/** The store, which lets something happen once a rebuild of these 12 events is filled and indexed and asks how far the log is: only the swap is left. */
function whenFilled(bench: Bench, happen: () => Promise<void>): EventStore {
  let happened = false;
  const head: EventStore['head'] = async () => {
    const { rowCount } = await bench.pool.query(`select from projection where role = 'building' and position = 12`);
    if (rowCount === 1 && !happened) {
      happened = true;
      await happen();
    }
    return bench.store.head();
  };
  return new Proxy<EventStore>(bench.store, {
    get: (target, property) => (property === 'head' ? head : (Reflect.get(target, property) as unknown)),
  });
}

/** Breaks every connection that holds a lock, and waits until their sessions are back. */
async function loseLocks(bench: Bench): Promise<void> {
  const listening = async (): Promise<readonly number[]> => {
    const { rows } = await bench.pool.query<{ pid: number }>(
      // Their last statement, as long as they have asked for no lock.
      `select pid from pg_stat_activity where datname = current_database() and query like 'listen projection%'`,
    );
    return rows.map(({ pid }) => pid);
  };
  const before = await listening();
  await bench.pool.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objsubid = 2
        and database = (select oid from pg_database where datname = current_database())`,
  );
  while ((await listening()).every((pid) => before.includes(pid))) await turn();
}
