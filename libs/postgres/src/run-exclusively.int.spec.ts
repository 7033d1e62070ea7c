import { createTestDatabase, type TestDatabase } from './test-database.js';
import { runExclusively } from './run-exclusively.js';

/** Something that a spec waits for. */
function moment(): { readonly came: Promise<void>; come: () => void } {
  let come: () => void = () => undefined;
  const came = new Promise<void>((resolve) => (come = resolve));
  return { came, come };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

describe('work that runs in one place at a time', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  it('is done by one, while another stands by until that one stops', async () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const [begun, standingBy, takenOver] = [moment(), moment(), moment()];
    let under = 0;
    const work = (tell: () => void) => async (signal: AbortSignal) => {
      expect(++under).toBe(1);
      tell();
      await aborted(signal);
      under--;
    };
    const first = runExclusively(database.pool, 'work', one.signal, work(begun.come));
    await begun.came;
    const second = runExclusively(database.pool, 'work', other.signal, work(takenOver.come), standingBy.come);
    await standingBy.came;
    one.abort();
    await first;
    await takenOver.came;
    other.abort();
    await second;
  });

  it('does not wait for work of another name', async () => {
    const ending = new AbortController();
    const begun = ['one', 'other'].map((name) => {
      const { came, come } = moment();
      const run = runExclusively(database.pool, name, ending.signal, (signal) => (come(), aborted(signal)));
      return { came, run };
    });
    await Promise.all(begun.map(({ came }) => came));
    ending.abort();
    await Promise.all(begun.map(({ run }) => run));
  });

  it('is told to stop when the connection that holds its lock is lost, and then begins anew', async () => {
    const ending = new AbortController();
    const begun = [moment(), moment()];
    const stopped = moment();
    let times = 0;
    const running = runExclusively(database.pool, 'work', ending.signal, async (signal) => {
      begun[times++]?.come();
      await aborted(signal);
      stopped.come();
      throw new Error('what is told to stop may say so like this');
    });
    await begun[0]?.came;
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'bovenlokaal-lock'`,
    );
    await stopped.came;
    await begun[1]?.came;
    ending.abort();
    await running;
    expect(times).toBe(2);
  });

  it('is over when it comes to its end, and frees its place', async () => {
    const { signal } = new AbortController();
    const done: string[] = [];
    await runExclusively(database.pool, 'work', signal, () => Promise.resolve(void done.push('first')));
    await runExclusively(database.pool, 'work', signal, () => Promise.resolve(void done.push('second')));
    expect(done).toEqual(['first', 'second']);
  });

  it('hands on its error, and frees its place', async () => {
    const { signal } = new AbortController();
    const failing = runExclusively(database.pool, 'work', signal, () => Promise.reject(new Error('a bug')));
    await expect(failing).rejects.toThrow('a bug');
    await runExclusively(database.pool, 'work', signal, () => Promise.resolve());
  });

  it('stops standing by when nobody wants it any more', async () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const [begun, standingBy] = [moment(), moment()];
    const first = runExclusively(database.pool, 'work', one.signal, (signal) => (begun.come(), aborted(signal)));
    await begun.came;
    const second = runExclusively(
      database.pool,
      'work',
      other.signal,
      () => Promise.reject(new Error('never')),
      () => standingBy.come(),
    );
    await standingBy.came;
    other.abort();
    await second;
    one.abort();
    await first;
  });
});
