import { StoreTailEventLog, type EventLog } from '#libs/event-log';
import { ProjectionHalted } from './errors.js';
import { liveGeneration } from './generations.js';
import { Projector } from './projector.js';
import { runnerKey } from './runner.js';
import { Session } from './session.js';
import { counted, openBench, poison, reset, tally, tallyRows, type Bench } from './testing/tally.js';

describe('a read model', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  it('shows each event once, whatever it does to a row, and tells its position', async () => {
    await bench.record(
      counted('a', 5, 'tab\tnewline\n\\slash “quote”'),
      counted('a', 7),
      counted('b', -3),
      reset('a', 100),
      counted('a', 1),
      reset('c', 4),
    );
    const host = bench.host(tally());
    expect(await host.catchUp()).toBe(6);
    const rows = await tallyRows(host);
    expect(rows['position']).toEqual([6]);
    expect(rows['total']).toEqual([
      { stream: 'a', amount: 101, entries: 3 },
      { stream: 'b', amount: -3, entries: 1 },
      { stream: 'c', amount: 4, entries: 0 },
    ]);
    expect(rows['latest']).toEqual([
      { stream: 'a', amount: 1, version: 4, resets: 1 },
      { stream: 'b', amount: -3, version: 1, resets: 0 },
      { stream: 'c', amount: null, version: null, resets: 1 },
    ]);
    expect(rows['entry']).toHaveLength(4);
    expect(rows['entry']).toContainEqual(expect.objectContaining({ amount: 5, note: 'tab\tnewline\n\\slash “quote”' }));
  });

  it('is fed in the background, and those who wait or watch hear of it, in this process and in another', async () => {
    const feeding = bench.host(tally());
    const reading = bench.host(tally());
    await feeding.start({ run: true });
    await reading.start({ run: false });
    const heard: Record<'here' | 'there', string[]> = { here: [], there: [] };
    feeding.onChanged('tally', ({ touched }) => void heard.here.push(...touched));
    reading.onChanged('tally', ({ touched }) => void heard.there.push(...touched));

    await bench.record(counted('a', 5), counted('b', 1));
    expect(await feeding.waitFor('tally', 2, 20_000)).toBe(true);
    expect(await reading.waitFor('tally', 2, 20_000)).toBe(true);
    expect(await reading.waitFor('tally', 3, 1)).toBe(false);
    const { position, rows } = await reading.read<{ stream: string }>('tally', (schema) => ({
      text: `select stream from ${schema}.total where amount > $1 order by stream desc`,
      values: [0],
    }));
    expect({ position, rows }).toEqual({ position: 2, rows: [{ stream: 'b' }, { stream: 'a' }] });
    for (const keys of [heard.here, heard.there]) {
      expect(keys.includes('*') || (keys.includes('a') && keys.includes('b'))).toBe(true);
    }
    expect(await reading.status()).toMatchObject([{ name: 'tally', version: 1, position: 2, status: 'live', lag: 0 }]);
  });

  it('answers an empty selection with its position', async () => {
    await bench.record(counted('a', 5));
    const host = bench.host(tally());
    await host.catchUp();
    const nothing = await host.read('tally', (schema) => ({ text: `select * from ${schema}.total where amount = 0` }));
    expect(nothing).toEqual({ position: 1, rows: [] });
    await expect(host.read('tally', (schema) => ({ text: `select * from ${schema}.nowhere` }))).rejects.toThrow(
      'does not exist',
    );
  });

  it('halts before an event that it cannot handle, skips nothing, and goes on when its code is mended', async () => {
    await bench.record(counted('a', 1), counted('a', 2), poison('b'), counted('a', 4));
    const errors: string[] = [];
    const broken = bench.host(tally(), { hostLog: { info: () => undefined, error: (text) => void errors.push(text) } });
    await expect(broken.catchUp()).rejects.toThrow(ProjectionHalted);
    await expect(broken.catchUp()).rejects.toMatchObject({ position: 3 });
    expect((await tallyRows(broken))['total']).toEqual([{ stream: 'a', amount: 3, entries: 2 }]);
    expect(await broken.status()).toMatchObject([{ status: 'halted', position: 2, haltedPosition: 3, lag: 2 }]);
    expect((await broken.status())[0]?.haltedReason).toContain('Poison b@1: amount is not a number');
    expect(await broken.waitFor('tally', 3, 20_000)).toBe(false);

    // The runner in the background says so as well, loudly.
    await broken.start({ run: true });
    await eventually(() => errors.length > 0);
    expect(errors.join()).toContain('halted at position 3');

    const mended = bench.host(tally({ project: (event) => (event.type === 'Poison' ? [] : tally().project(event)) }));
    expect(await mended.catchUp()).toBe(4);
    expect((await tallyRows(mended))['total']).toEqual([{ stream: 'a', amount: 7, entries: 3 }]);
    expect(await mended.status()).toMatchObject([{ status: 'live', position: 4, haltedPosition: null, lag: 0 }]);
  });

  it('halts at the very event whose row the database refuses, also in the middle of a batch', async () => {
    await bench.record(...Array.from({ length: 20 }, (_, n) => counted('a', n)));
    const tooLong = tally({
      project: (event) => {
        const changes = tally().project(event);
        return event.position === 14
          ? [...changes, { kind: 'put', table: 'latest', key: { stream: 'x' }, row: { version: 'not a number' } }]
          : changes;
      },
    });
    await expect(bench.host(tooLong).catchUp()).rejects.toMatchObject({ name: 'ProjectionHalted', position: 14 });
    const mended = bench.host(tally());
    expect(await mended.status()).toMatchObject([{ status: 'halted', position: 13, haltedPosition: 14 }]);
    await mended.catchUp();
    expect((await tallyRows(mended))['total']).toEqual([{ stream: 'a', amount: 190, entries: 20 }]);
  });

  it('has one runner: a second process stands by and takes over when the first stops', async () => {
    const first = bench.host(tally());
    const second = bench.host(tally());
    await first.start({ run: true });
    await bench.record(counted('a', 1));
    expect(await first.waitFor('tally', 1, 20_000)).toBe(true);
    await second.start({ run: true });
    await bench.record(counted('a', 2));
    expect(await second.waitFor('tally', 2, 20_000)).toBe(true);
    await first.stop();
    await bench.record(counted('a', 3));
    expect(await second.waitFor('tally', 3, 20_000)).toBe(true);
    expect((await tallyRows(second))['total']).toEqual([{ stream: 'a', amount: 6, entries: 3 }]);
  });

  it('catches up by waiting where another process is the runner', async () => {
    const feeding = bench.host(tally());
    await feeding.start({ run: true });
    await bench.record(counted('a', 1), counted('a', 2));
    const asking = bench.host(tally());
    expect(await asking.catchUp()).toBe(2);
    expect((await tallyRows(asking))['total']).toEqual([{ stream: 'a', amount: 3, entries: 2 }]);
  });

  it('is not waited for longer than asked while nothing comes in', async () => {
    await bench.record(counted('a', 1), counted('a', 2));
    const away: EventLog = {
      subscribe: (consumer) => {
        const { promise, resolve } = stopped();
        const first = consumer.after === 0 ? bench.store.readLog(0, 1) : Promise.resolve([]);
        const done = first
          .then((events) => (events.length === 0 ? undefined : consumer.handle({ events, watermark: 1 })))
          .then(() => promise);
        return Promise.resolve({ done, stop: () => Promise.resolve(resolve()) });
      },
      close: () => Promise.resolve(),
    };
    const asking = bench.host(tally(), { log: away });
    const told = { name: 'ProjectionBehind', projection: 'tally', position: 1, target: 2 };
    await expect(asking.catchUp(['tally'], { patienceMs: 500 })).rejects.toMatchObject(told);
    // Also where it is another process that waits for the log.
    const feeding = bench.host(tally(), { log: away });
    await feeding.start({ run: true });
    await eventually(() => feeding.status().then(([model]) => model?.position === 1));
    await expect(asking.catchUp(['tally'], { patienceMs: 500 })).rejects.toMatchObject(told);
  });

  it('catches up also where another, whose lock was lost, still moves it on', async () => {
    await bench.record(counted('a', 1), counted('a', 2));
    const log = new StoreTailEventLog(bench.store);
    let zombie: Projector | null = null;
    const asking = bench.host(tally(), {
      log: {
        subscribe: async (consumer) => {
          if (zombie === null) {
            const live = await liveGeneration(bench.pool, 'tally');
            if (live === null) throw new Error('nothing to move on');
            zombie = await Projector.open(bench.pool, tally(), live, null);
            await zombie.apply(await bench.store.readLog(0, 1), 1);
          }
          return log.subscribe(consumer);
        },
        close: () => log.close(),
      },
    });
    expect(await asking.catchUp()).toBe(2);
    expect(zombie).not.toBeNull();
    expect((await tallyRows(asking))['total']).toEqual([{ stream: 'a', amount: 3, entries: 2 }]);
    await log.close();
  });

  it('stores its position over an event that concerns nobody, though nothing follows, and goes on from there', async () => {
    const host = bench.host(tally({ touches: ({ type, stream }) => (type === 'Forgotten' ? [] : [stream]) }));
    const stored = async () =>
      (await bench.pool.query<{ position: number }>(`select position from projection where name = 'tally'`)).rows;
    await host.start({ run: true });
    await bench.record(counted('a', 1));
    expect(await host.waitFor('tally', 1, 20_000)).toBe(true);
    await bench.record({ stream: 'b', type: 'Forgotten', data: {} });
    expect(await host.waitFor('tally', 2, 20_000)).toBe(true);
    expect(await stored()).toEqual([{ position: 2 }]);
    await bench.record(counted('a', 2));
    expect(await host.waitFor('tally', 3, 20_000)).toBe(true);
    expect(await stored()).toEqual([{ position: 3 }]);
    expect((await tallyRows(host))['total']).toEqual([{ stream: 'a', amount: 3, entries: 2 }]);
  });

  it('does not wait for the process that runs a halted read model', async () => {
    await bench.record(counted('a', 1), poison('b'));
    await expect(bench.host(tally()).catchUp()).rejects.toThrow(ProjectionHalted);
    const runner = new Session(
      bench.pool,
      () => undefined,
      () => undefined,
    );
    await runner.start();
    expect(await runner.tryLock(runnerKey('tally'))).not.toBeNull();
    await expect(bench.host(tally()).catchUp()).rejects.toMatchObject({ name: 'ProjectionHalted', position: 2 });
    await runner.stop();
  });

  it('that halted goes on by itself under mended code, of a raised version or of the same', async () => {
    await bench.record(counted('a', 1), poison('b'), counted('a', 2));
    await expect(bench.host(tally()).catchUp()).rejects.toThrow(ProjectionHalted);
    const mended = { project: (event) => (event.type === 'Poison' ? [] : tally().project(event)) } satisfies Partial<
      ReturnType<typeof tally>
    >;
    for (const version of [1, 2]) {
      const host = bench.host(tally({ ...mended, version }));
      await host.start({ run: true });
      expect(await host.catchUp()).toBe(3);
      expect(await host.status()).toMatchObject([{ status: 'live', version, position: 3, haltedPosition: null }]);
      await host.stop();
    }
  });

  it('survives the loss of every connection', async () => {
    const host = bench.host(tally());
    await host.start({ run: true });
    await bench.record(counted('a', 1));
    expect(await host.waitFor('tally', 1, 20_000)).toBe(true);
    await bench.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await recordAtLast(bench);
    const { position } = await bench.store.head();
    expect(await host.waitFor('tally', position, 20_000)).toBe(true);
    expect((await tallyRows(host))['position']).toEqual([position]);
  });
});

/** The store's own connections were cut too: the first appends after that may fail. */
async function recordAtLast(bench: Bench): Promise<void> {
  for (;;) {
    try {
      return await bench.record(counted('a', 2));
    } catch (error) {
      if ((error as Error).name !== 'StoreUnavailable') throw error;
    }
  }
}

function stopped(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}
