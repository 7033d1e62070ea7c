import { ProjectionHalted } from './errors.js';
import type { ProjectionStatus } from './projection-status.js';
import type { ProjectionHost, ProjectionHostOptions } from './projection-host.js';
import { FaultyLog } from './testing/faulty-log.js';
import { counted, openBench, tally, tallyRows, type Bench } from './testing/tally.js';

describe('a read model whose log halts', () => {
  let bench: Bench;
  let log: FaultyLog;
  let errors: string[];
  beforeEach(async () => {
    bench = await openBench();
    log = new FaultyLog(bench.store);
    errors = [];
  });
  afterEach(async () => {
    await bench.close();
    await log.close();
  });

  const host = (version = 1, options: Partial<ProjectionHostOptions> = {}): ProjectionHost =>
    bench.host(tally({ version }), {
      log,
      hostLog: { info: () => undefined, error: (text) => void errors.push(text) },
      ...options,
    });
  const statusOf = async (asked: ProjectionHost): Promise<ProjectionStatus | undefined> => (await asked.status())[0];
  const totals = async (asked: ProjectionHost): Promise<unknown> => (await tallyRows(asked))['total'];
  const HALTED = {
    status: 'halted',
    position: 2,
    haltedPosition: 3,
    haltedCode: 'RECORD_NOT_JSON',
    haltedReason: 'RECORD_NOT_JSON: spec.events partition 4 offset 17: Unexpected end of JSON',
  };
  /** Resolves when so many more have begun to consume. */
  const tries = (count: number): Promise<void> =>
    new Promise((resolve) => {
      log.onSubscribe = () => {
        if (--count === 0) resolve();
        return Promise.resolve();
      };
    });

  it('stands still before the record, says which and why, once, moves no figure, and goes on by itself after the mend', async () => {
    log.haltAfter = 2;
    await bench.record(counted('a', 1), counted('a', 2), counted('a', 4));
    const feeding = host();
    const reading = bench.host(tally());
    await feeding.start({ run: true });
    await reading.start({ run: false });
    await eventually(async () => (await statusOf(reading))?.status === 'halted');

    const marks: unknown[] = [];
    let again: () => void = () => undefined;
    const triedAgain = new Promise<void>((resolve) => (again = resolve));
    log.onSubscribe = async () => {
      marks.push(await statusOf(reading));
      if (marks.length === 2) again();
    };
    await triedAgain;
    // Also while it is being tried again.
    expect(marks).toEqual([expect.objectContaining(HALTED), expect.objectContaining(HALTED)]);
    expect(await statusOf(feeding)).toMatchObject({ ...HALTED, lag: 1 });
    expect(errors).toEqual([`projection tally halted at position 3: ${HALTED.haltedReason}`]);
    for (const each of [feeding, reading]) {
      expect(await each.waitFor('tally', 2, 20_000)).toBe(true);
      expect(await each.waitFor('tally', 3, 60_000)).toBe(false);
      expect(await totals(each)).toEqual([{ stream: 'a', amount: 3, entries: 2 }]);
    }

    log.haltAfter = null;
    await eventually(async () => (await statusOf(reading))?.status === 'live');
    expect(await statusOf(reading)).toMatchObject({ position: 3, haltedPosition: null, haltedCode: null, lag: 0 });
    expect(await reading.waitFor('tally', 3, 20_000)).toBe(true);
    expect(await totals(reading)).toEqual([{ stream: 'a', amount: 7, entries: 3 }]);
  });

  it('tells who asks for what lies behind it, and answers what lies before it', async () => {
    await bench.record(counted('a', 1), counted('a', 2));
    const asking = host();
    log.haltAfter = 2;
    expect(await asking.catchUp()).toBe(2);
    await bench.record(counted('a', 4));
    await expect(asking.catchUp()).rejects.toThrow(ProjectionHalted);
    await expect(asking.catchUp()).rejects.toMatchObject({ position: 3, code: 'RECORD_NOT_JSON', byLog: true });
    expect(await statusOf(asking)).toMatchObject(HALTED);
    expect(await asking.waitFor('tally', 3, 60_000)).toBe(false);

    log.haltAfter = null;
    expect(await asking.catchUp()).toBe(3);
    expect(await statusOf(asking)).toMatchObject({ status: 'live', haltedCode: null });
  });

  it('is halted still for a process that starts anew, until something was committed', async () => {
    await bench.record(counted('a', 1), counted('a', 2), counted('a', 4));
    log.haltAfter = 2;
    await expect(host().catchUp()).rejects.toThrow(ProjectionHalted);
    const restarted = host();
    const begun = tries(1);
    await restarted.start({ run: true });
    await begun;
    expect(await statusOf(restarted)).toMatchObject(HALTED);
    await eventually(() => Promise.resolve(errors.length === 1));
    expect(await statusOf(restarted)).toMatchObject(HALTED);
  });

  it('is taken over by a process that can read the record, though the other one keeps trying', async () => {
    await bench.record(counted('a', 1), counted('a', 2), counted('a', 4));
    log.haltAfter = 2;
    const old = host();
    await old.start({ run: true });
    await eventually(async () => (await statusOf(old))?.status === 'halted');
    const mended = bench.host(tally());
    await mended.start({ run: true });
    await eventually(async () => (await statusOf(old))?.status === 'live');
    expect(await totals(old)).toEqual([{ stream: 'a', amount: 7, entries: 3 }]);
  });

  it('is not halted for ever by a record after the last event, which nothing follows once it is mended', async () => {
    await bench.record(counted('a', 1), counted('a', 2));
    log.haltAfter = 2;
    const feeding = host(1, { mendedAfterMs: 100 });
    await feeding.start({ run: true });
    await eventually(async () => (await statusOf(feeding))?.status === 'halted');
    expect(await statusOf(feeding)).toMatchObject({ ...HALTED, lag: 0 });
    log.haltAfter = null;
    await eventually(async () => (await statusOf(feeding))?.status === 'live');
  });

  it('is halted by what it cannot handle itself as before, and by that only, once the log delivers it', async () => {
    await bench.record(counted('a', 1), counted('a', 2), { stream: 'b', type: 'Poison', data: {} });
    log.haltAfter = 2;
    await expect(host().catchUp()).rejects.toMatchObject({ position: 3, byLog: true });
    log.haltAfter = null;
    await expect(host().catchUp()).rejects.toMatchObject({ position: 3, code: 'EVENT_NOT_HANDLED', byLog: false });
    expect(await statusOf(host())).toMatchObject({ status: 'halted', haltedCode: 'EVENT_NOT_HANDLED' });
  });

  it('stays live when a rebuild meets the halt, and nothing of that rebuild stays', async () => {
    await bench.record(counted('a', 1), counted('a', 2), counted('a', 4));
    const asking = host();
    await asking.catchUp();
    const before = await tallyRows(asking);
    log.haltAfter = 2;
    await expect(asking.rebuild('tally')).rejects.toMatchObject({ name: 'ProjectionHalted', code: 'RECORD_NOT_JSON' });
    expect(await statusOf(asking)).toMatchObject({ status: 'live', position: 3, haltedPosition: null });
    expect(await tallyRows(asking)).toEqual(before);
    expect((await bench.pool.query('select role from projection')).rows).toEqual([{ role: 'live' }]);

    // Where the halt lies behind what is live, there is nothing to meet.
    log.haltAfter = 3;
    expect(await asking.rebuild('tally')).toMatchObject({ equal: true, events: 3 });
  });

  it('keeps its old version live, and says why, when the new one cannot be filled; and goes on by itself', async () => {
    await bench.record(counted('a', 1), counted('a', 2), counted('a', 4));
    const old = bench.host(tally());
    await old.catchUp();
    log.haltAfter = 2;
    const raised = host(2);
    await raised.start({ run: true });
    await eventually(async () => (await statusOf(raised))?.status === 'halted');
    await tries(1);
    expect(await statusOf(raised)).toMatchObject({ ...HALTED, version: 1, position: 3 });
    expect(await totals(old)).toEqual([{ stream: 'a', amount: 7, entries: 3 }]);
    log.haltAfter = null;
    await eventually(async () => (await statusOf(raised))?.version === 2);
    expect(await statusOf(raised)).toMatchObject({ status: 'live', position: 3, haltedPosition: null });
    expect(errors).toHaveLength(1);
  });
});

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}
