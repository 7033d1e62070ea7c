import { LogHalted, type EventLog } from '#libs/event-log';
import type { ReactorStatus } from './reactors.js';
import type { Reactors } from './reactors.js';
import { noting, openBench, until, upTo, type Bench } from './testing/bench.js';

describe('a reactor', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  const statusOf = async (host: Reactors): Promise<ReactorStatus> => {
    const [status] = await host.status();
    if (status === undefined) throw new Error('no reactor');
    return status;
  };
  const reached = (host: Reactors, position: number) => async () => (await statusOf(host)).position === position;

  it('is given every event once and in order, and after a restart only what it was not given yet', async () => {
    const seen: number[] = [];
    await bench.record(7);
    const first = bench.reactors(noting(seen));
    first.start();
    await until(reached(first, 7));
    await first.stop();
    await bench.record(5);
    const second = bench.reactors(noting(seen));
    second.start();
    await until(reached(second, 12));
    expect(seen).toEqual(upTo(12));
    expect(await statusOf(second)).toMatchObject({ role: 'active', position: 12, lag: 0, halted: null });
  });

  it('that begins now hears nothing of what was, and forgets that beginning no more', async () => {
    const seen: number[] = [];
    const begin = (): Reactors => bench.reactors(noting(seen, undefined, { begins: 'now' }));
    await bench.record(4);
    const first = begin();
    first.start();
    await until(reached(first, 4));
    await first.stop();
    await bench.record(2);
    const second = begin();
    second.start();
    await until(reached(second, 6));
    expect(seen).toEqual([5, 6]);
  });

  it('that fails halts where it is, says why and how often it was tried, and goes on with the same event when that helps', async () => {
    const seen: number[] = [];
    let isAway = true;
    await bench.record(2);
    const host = bench.reactors(
      noting(
        seen,
        ({ watermark }) => {
          if (watermark === 2 && isAway) throw new Error('COA does not answer');
        },
        { batchSize: 1 },
      ),
    );
    host.start();
    await until(async () => ((await statusOf(host)).halted?.attempts ?? 0) >= 2);
    await bench.record(2);
    expect(await statusOf(host)).toMatchObject({
      role: 'active',
      position: 1,
      lag: 3,
      halted: { reason: 'COA does not answer' },
    });
    expect(seen).toEqual([1]);
    isAway = false;
    await until(reached(host, 4));
    expect(seen).toEqual([1, 2, 3, 4]);
    expect((await statusOf(host)).halted).toBeNull();
  });

  /** The log of the bench, in which a record cannot be read for as long as it is broken. */
  const halting = (isBroken: () => boolean): EventLog => ({
    close: () => Promise.resolve(),
    subscribe: (consumer) =>
      isBroken()
        ? Promise.resolve({
            done: Promise.reject(new LogHalted(0, 'RECORD_NOT_JSON', 'topic events, partition 3, offset 17')),
            stop: () => Promise.resolve(),
          })
        : bench.log.subscribe(consumer),
  });

  it('stands still where the log halts, says so, and goes on when the log does', async () => {
    const seen: number[] = [];
    let isBroken = true;
    await bench.record(3);
    const host = bench.reactors(
      noting(seen),
      halting(() => isBroken),
    );
    host.start();
    await until(async () => (await statusOf(host)).halted !== null);
    expect((await statusOf(host)).halted?.reason).toContain('RECORD_NOT_JSON: topic events, partition 3, offset 17');
    isBroken = false;
    await until(reached(host, 3));
    expect(seen).toEqual([1, 2, 3]);
  });

  it('is not halted for ever by a record after the last event, which nothing follows once it is mended', async () => {
    await bench.record(3);
    const before = bench.reactors(noting([]));
    before.start();
    await until(reached(before, 3));
    await before.stop();
    let isBroken = true;
    const host = bench.reactors(
      noting([]),
      halting(() => isBroken),
      { mendedAfterMs: 100 },
    );
    host.start();
    await until(async () => (await statusOf(host)).halted !== null);
    expect(await statusOf(host)).toMatchObject({ position: 3, lag: 0 });
    isBroken = false;
    await until(async () => (await statusOf(host)).halted === null);
  });

  it('stays halted at an event that it cannot answer, however long the log goes on', async () => {
    await bench.record(1);
    const refusing = noting([], () => Promise.reject(new Error('COA does not answer')));
    const host = bench.reactors(refusing, bench.log, { mendedAfterMs: 1 });
    host.start();
    await until(async () => ((await statusOf(host)).halted?.attempts ?? 0) >= 3);
  });

  it('runs in one process at a time: another stands by, and takes over when the first stops', async () => {
    const [one, other]: number[][] = [[], []];
    const active = bench.reactors(noting(one ?? []));
    active.start();
    await until(async () => (await statusOf(active)).role === 'active');
    const heir = bench.reactors(noting(other ?? []));
    heir.start();
    await bench.record(4);
    await until(reached(active, 4));
    expect((await statusOf(heir)).role).toBe('standby');
    await active.stop();
    await bench.record(4);
    await until(reached(heir, 8));
    expect([one, other]).toEqual([upTo(4), [5, 6, 7, 8]]);
  });

  it('is never taken back by a process that lost its place while it was at work', async () => {
    const [zombie, heir]: number[][] = [[], []];
    let finish: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    let holds = false;
    await bench.record(3);
    const lost = bench.reactors(
      noting(zombie ?? [], ({ watermark }) => {
        holds = watermark === 3;
        return holds ? held : undefined;
      }),
    );
    lost.start();
    await until(() => holds);
    await bench.pool.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    );
    const next = bench.reactors(noting(heir ?? []));
    next.start();
    await bench.record(5);
    await until(reached(next, 8));
    finish();
    await lost.stop();
    expect(await statusOf(next)).toMatchObject({ position: 8, halted: null });
    expect([zombie, heir]).toEqual([upTo(3), upTo(8)]);
  });

  it('cannot share its name, nor come when the others have begun', () => {
    const host = bench.reactors(noting([]));
    expect(() => host.register(noting([]))).toThrow('two reactors');
    expect(() => host.register(noting([], undefined, { name: 'No Name' }))).toThrow('cannot be the name');
    host.start();
    expect(() => host.register(noting([], undefined, { name: 'late' }))).toThrow('after the start');
  });
});
