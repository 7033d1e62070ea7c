import { createTestDatabase, type TestDatabase } from '#libs/postgres';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MASTER_KEY_FILE, masterKeyIn } from './master-key.js';
import { secretsMigrations } from './migrations.js';
import { HouseholdKeyUnreadable, PostgresHouseholdKeys } from './postgres-household-keys.js';
import { newKeyBytes } from './sealed.js';
import { householdKeysContract } from './testing/household-keys.contract.js';

let database: TestDatabase;
const master = newKeyBytes();

beforeEach(async () => {
  database = await createTestDatabase(secretsMigrations);
});
afterEach(() => database.drop());

describe('the keys of households, in Postgres', () => {
  householdKeysContract(() => new PostgresHouseholdKeys(database.pool, master));

  it('are read by another process with the same master key, and by none with another', async () => {
    const one = await new PostgresHouseholdKeys(database.pool, master).keyOf('h-1');
    const sealed = one.ok ? one.value.seal('note', 'akkoord') : null;
    const other = await new PostgresHouseholdKeys(database.pool, master).keyOf('h-1');
    expect(sealed && other.ok && other.value.open('note', sealed)).toBe('akkoord');
    await expect(new PostgresHouseholdKeys(database.pool, newKeyBytes()).keyOf('h-1')).rejects.toThrow(
      HouseholdKeyUnreadable,
    );
  });

  it('stand in the table wrapped, and not at all once destroyed', async () => {
    const keys = new PostgresHouseholdKeys(database.pool, master);
    await keys.keyOf('h-1');
    await keys.keyOf('h-2');
    const wrapped = async () =>
      (await database.pool.query<{ wrapped: Buffer | null }>('select wrapped from household_key order by household'))
        .rows;
    const [one, two] = await wrapped();
    expect(one?.wrapped?.length).toBe(12 + 32 + 16);
    expect(one?.wrapped).not.toEqual(two?.wrapped);
    // A row moved to another household does not open there.
    await database.pool.query(`update household_key set wrapped = $1 where household = 'h-2'`, [one?.wrapped]);
    await expect(keys.keyOf('h-2')).rejects.toThrow(HouseholdKeyUnreadable);
    await keys.destroy('h-1');
    expect((await wrapped())[0]?.wrapped).toBeNull();
  });

  it('of a forgotten household cannot be put back, nor its row be removed', async () => {
    const keys = new PostgresHouseholdKeys(database.pool, master);
    await keys.destroy('h-1');
    const putBack = `update household_key set wrapped = '\\x00', destroyed_at = null where household = 'h-1'`;
    await expect(database.pool.query(putBack)).rejects.toThrow('a forgotten household gets no new key');
    await expect(database.pool.query('delete from household_key')).rejects.toThrow('gets no new key');
  });
});

describe('the master key', () => {
  const folder = (): string => mkdtempSync(join(tmpdir(), 'bovenlokaal-master-'));

  it('is made once, for its owner only, also when two processes start together', async () => {
    const data = folder();
    const [one, two] = await Promise.all([masterKeyIn(data), masterKeyIn(data)]);
    expect(one).toEqual(two);
    expect(one?.length).toBe(32);
    expect(statSync(join(data, MASTER_KEY_FILE)).mode & 0o777).toBe(0o600);
    rmSync(data, { recursive: true });
  });

  it('that others can read, or that is none, is not used, and no part of it is repeated', async () => {
    const data = folder();
    await masterKeyIn(data);
    chmodSync(join(data, MASTER_KEY_FILE), 0o644);
    await expect(masterKeyIn(data)).rejects.toThrow('0600');
    writeFileSync(join(data, MASTER_KEY_FILE), 'hush-hush');
    chmodSync(join(data, MASTER_KEY_FILE), 0o600);
    await expect(masterKeyIn(data)).rejects.toThrow(/^household-master-key bevat geen sleutel$/);
    rmSync(data, { recursive: true });
  });
});
