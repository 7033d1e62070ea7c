import { setTimeout as sleep } from 'node:timers/promises';
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
