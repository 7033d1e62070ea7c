import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import { migrate } from './migrate.js';
import { createClient, createPool, dedicatedClient } from './pool.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

describe('a pool whose server goes away', () => {
  let database: TestDatabase;
  beforeAll(async () => (database = await createTestDatabase()));
  afterAll(() => database.drop());

  it('a connection that is lent out and waits ends nothing but itself', async () => {
    const { pool } = database;
    const lent = await pool.connect();
    const { rows } = await lent.query<{ pid: number }>('select pg_backend_pid() as pid');
    const ended = new Promise((resolve) => lent.once('end', resolve));
    await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await ended;
    await sleep(0); // An error that nobody listens to would end the process by now.
    await expect(lent.query('select 1')).rejects.toThrow(/not queryable|closed/);
    lent.release(true);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});

describe('every connection of ours', () => {
  let database: TestDatabase;
  beforeAll(async () => (database = await createTestDatabase()));
  afterAll(() => database.drop());
  afterEach(() => void vi.useRealTimers());

  /** From the pool, of its own, and beside a pool. */
  const withEach = async (url: string, look: (client: ClientBase) => Promise<void>): Promise<void> => {
    const pool = createPool(url);
    try {
      const lent = await pool.connect();
      await look(lent).finally(() => lent.release());
      for (const client of [createClient(url), dedicatedClient(pool)]) {
        await client.connect();
        await look(client).finally(() => client.end());
      }
    } finally {
      await pool.end();
    }
  };

  it('is soon given up by the server when its host is gone without a word', () =>
    withEach(database.url, async (client) => {
      // These tell what the socket has, not what was asked for.
      const { rows } = await client.query<Record<string, string>>(
        `select current_setting('tcp_keepalives_idle') as idle, current_setting('tcp_keepalives_interval') as interval,
                current_setting('tcp_keepalives_count') as count, current_setting('tcp_user_timeout') as unanswered`,
      );
      expect(rows).toEqual([{ idle: '5', interval: '2', count: '3', unanswered: '10000' }]);
    }));

  it('gives up an address where somebody listens and nobody answers', async () => {
    const mute = createServer().listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const url = `postgres://nobody@127.0.0.1:${(mute.address() as AddressInfo).port}/nothing`;
    const pool = createPool(url);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
    for (const connect of [() => pool.connect(), () => createClient(url).connect()]) {
      const heard = once(mute, 'connection');
      const refused = expect(connect()).rejects.toThrow(/timeout/);
      await heard;
      vi.advanceTimersByTime(60_000);
      await refused;
    }
    vi.useRealTimers();
    await pool.end();
    mute.close();
  });

  it('that is in use is waited for as long as it takes: whoever asks for it is in no way away', async () => {
    const pool = createPool(database.url, 1);
    const lent = await pool.connect();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
    const waiting = pool.connect();
    vi.advanceTimersByTime(3_600_000);
    lent.release();
    vi.useRealTimers();
    const next = await waiting;
    expect((await next.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    next.release();
    await pool.end();
  });

  it('takes a password that no address can hold from PGPASSWORD, where the address has none', async () => {
    const { pool, url } = database;
    const [role, password] = [`role_${process.pid}`, 'a/b@c:d#e?f%41 g'];
    const own = new URL(url);
    own.username = role;
    own.password = '';
    const before = process.env['PGPASSWORD'];
    await pool.query(`create role ${role} login superuser password '${password}'`);
    process.env['PGPASSWORD'] = password;
    try {
      await withEach(own.href, async (client) => {
        expect((await client.query('select current_user as who')).rows).toEqual([{ who: role }]);
      });
      const one = { name: 'spec-001', up: 'create table spec (id int)' };
      expect(await migrate(own.href, [one])).toEqual([one.name]);
    } finally {
      if (before === undefined) delete process.env['PGPASSWORD'];
      else process.env['PGPASSWORD'] = before;
      await pool.query(`drop owned by ${role}; drop role ${role}`);
    }
  });
});
