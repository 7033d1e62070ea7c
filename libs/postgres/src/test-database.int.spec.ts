import { createTestDatabase, migrate, SchemaNewerError, type Migration } from './index.js';

const first: Migration = { name: 'spec-001', up: 'create table a (id bigint primary key); insert into a values (1);' };
const second: Migration = { name: 'spec-002', up: 'create table b (id int)' };

describe('a test database', () => {
  it('is empty, or has the given migrations, and shares nothing with another one', async () => {
    const one = await createTestDatabase([first]);
    const two = await createTestDatabase([first]);
    const empty = await createTestDatabase();
    try {
      await one.pool.query('insert into a values (2)');
      expect((await one.pool.query('select id from a order by id')).rows).toEqual([{ id: 1 }, { id: 2 }]);
      expect((await two.pool.query('select id from a')).rows).toEqual([{ id: 1 }]);
      expect((await empty.pool.query(`select to_regclass('a') as a`)).rows).toEqual([{ a: null }]);
    } finally {
      await Promise.all([one.drop(), two.drop(), empty.drop()]);
    }
  });
});

describe('migrating', () => {
  it('applies what is missing, in order, once, also when several processes start at the same time', async () => {
    const { url, pool, drop } = await createTestDatabase();
    try {
      const answers = await Promise.all([1, 2, 3].map(() => migrate(url, [first, second])));
      expect(answers.flat().sort()).toEqual(['spec-001', 'spec-002']);
      expect(await migrate(url, [first, second])).toEqual([]);
      expect((await pool.query('select id from a')).rows).toEqual([{ id: 1 }]);
    } finally {
      await drop();
    }
  });

  it('adds a step that stands in the middle of the list', async () => {
    const { url, drop } = await createTestDatabase();
    try {
      await migrate(url, [first, second]);
      const between: Migration = { name: 'spec-001b', up: 'alter table a add column note text' };
      expect(await migrate(url, [first, between, second])).toEqual(['spec-001b']);
    } finally {
      await drop();
    }
  });

  it('leaves nothing of a step that fails, and keeps the steps before it', async () => {
    const { url, pool, drop } = await createTestDatabase();
    try {
      const broken: Migration = { name: 'spec-003', up: 'create table c (id int); select 1 / 0;' };
      await expect(migrate(url, [first, broken])).rejects.toThrow('division by zero');
      const { rows } = await pool.query(`select to_regclass('a') is null as a, to_regclass('c') is null as c`);
      expect(rows).toEqual([{ a: false, c: true }]);
      expect(await migrate(url, [first, second])).toEqual(['spec-002']);
    } finally {
      await drop();
    }
  });

  it('refuses a database of a newer version with SCHEMA_NEWER and changes nothing', async () => {
    const { url, drop } = await createTestDatabase();
    try {
      await migrate(url, [first, second]);
      await expect(migrate(url, [first])).rejects.toThrow(SchemaNewerError);
      await expect(migrate(url, [first])).rejects.toMatchObject({ code: 'SCHEMA_NEWER', unknown: ['spec-002'] });
    } finally {
      await drop();
    }
  });
});

describe('values from a pool', () => {
  it('are numbers, dates as text and moments in UTC to the millisecond', async () => {
    const { pool, drop } = await createTestDatabase();
    try {
      const { rows } = await pool.query(
        `select 9007199254740991::bigint as n, date '2023-07-01' as d,
                timestamptz '2023-07-01 00:00:00.1239+02' as t, timestamptz '2023-01-01 00:00:00+00' as u, null::bigint as none`,
      );
      expect(rows).toEqual([
        {
          n: 9007199254740991,
          d: '2023-07-01',
          t: '2023-06-30T22:00:00.123Z',
          u: '2023-01-01T00:00:00.000Z',
          none: null,
        },
      ]);
      await expect(pool.query('select 9007199254740993::bigint as n')).rejects.toThrow('does not fit');
    } finally {
      await drop();
    }
  });
});
