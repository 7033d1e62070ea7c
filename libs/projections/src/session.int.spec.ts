import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase, type WatchPace } from '#libs/postgres';
import { Session } from './session.js';

describe('a lock of a session', () => {
  let database: TestDatabase;
  let sessions: Session[];
  beforeEach(async () => {
    database = await createTestDatabase([]);
    sessions = [];
  });
  afterEach(async () => {
    for (const session of sessions) await session.stop();
    await database.drop();
  });

  const connect = async (pace?: WatchPace): Promise<Session> => {
    const ignore = (): void => undefined;
    const session = new Session(database.pool, ignore, ignore, pace);
    sessions.push(session);
    await session.start();
    return session;
  };
  const lose = async (session: Session): Promise<void> => {
    const lost = new Promise((resolve) => session.alive.addEventListener('abort', resolve));
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    );
    await lost;
  };
  /** The server's process that holds a lock. */
  const backend = async (): Promise<number> => {
    const { rows } = await database.pool.query<{ pid: number }>(
      `select pid from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows[0]?.pid ?? 0;
  };
  /** As soon as the session is back. */
  const lockAtLast = async (session: Session, key: string) => {
    for (;;) {
      const release = await session.tryLock(key);
      if (release !== null) return release;
      await sleep(10);
    }
  };

  it('is granted to one at a time, in this process and in others, until it is let go of', async () => {
    const [one, other] = [await connect(), await connect()];
    const release = await one.tryLock('run:tally');
    expect(release).not.toBeNull();
    expect(await one.tryLock('run:tally')).toBeNull();
    expect(await other.tryLock('run:tally')).toBeNull();
    await release?.();
    expect(await other.tryLock('run:tally')).not.toBeNull();
    expect(await one.tryLock('run:tally')).toBeNull();
  });

  it('is asked for one behind the other, however many are asked for at once', async () => {
    const warnings: Error[] = [];
    const heard = (warning: Error): void => void warnings.push(warning);
    process.on('warning', heard);
    try {
      const session = await connect();
      const releases = await Promise.all(['a', 'b', 'c'].map((key) => session.tryLock(key)));
      await Promise.all(releases.map(async (release) => release?.()));
      await new Promise((resolve) => setImmediate(resolve)); // Warnings come in a turn of their own.
      expect(releases).not.toContain(null);
      expect(warnings).toEqual([]);
    } finally {
      process.off('warning', heard);
    }
  });

  it('that was lost with its connection is not let go of for whoever of the same process holds it now', async () => {
    const [one, other] = [await connect(), await connect()];
    const lost = await one.tryLock('run:tally');
    await lose(one);
    const release = await lockAtLast(one, 'run:tally');
    await lost?.();
    expect(await one.tryLock('run:tally')).toBeNull();
    expect(await other.tryLock('run:tally')).toBeNull();
    await release();
    expect(await other.tryLock('run:tally')).not.toBeNull();
  });

  it('is lost with a connection that says nothing any more though it never broke, and then free for another', async () => {
    const [silent, other] = [await connect({ askEvery: 20, answerWithin: 200 }), await connect()];
    await silent.tryLock('run:tally');
    const pid = await backend();
    const lost = new Promise((resolve) => silent.alive.addEventListener('abort', resolve));
    process.kill(pid, 'SIGSTOP');
    try {
      await lost;
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    expect(await lockAtLast(other, 'run:tally')).not.toBeNull();
  });
});
