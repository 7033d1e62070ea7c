import { ok, type Result } from '#libs/kernel';
import type { Pool } from 'pg';
import { forgotten, type HouseholdKeys } from './household-keys.js';
import { HouseholdKey, newKeyBytes, openBytes, sealBytes } from './sealed.js';

interface KeyRow {
  readonly household: string;
  /** Null: destroyed. */
  readonly wrapped: Buffer | null;
}

/** Another master key than the one that wrapped it: a folder of another store, or a copy of a database without its folder. */
export class HouseholdKeyUnreadable extends Error {
  override readonly name = 'HouseholdKeyUnreadable';
  constructor(household: string) {
    super(
      `de sleutel van huishouden ${household} is niet te openen met de hoofdsleutel van deze gegevensmap; ` +
        'gebruik de gegevensmap die bij deze database hoort',
    );
  }
}

/**
 * One row per household. A key is wrapped by the master key, which stays outside Postgres: a copy of the database alone opens nothing. A
 * destroyed key leaves its row, so that the list of the forgotten outlives them and no new key is ever made.
 */
export class PostgresHouseholdKeys implements HouseholdKeys {
  constructor(
    private readonly pool: Pool,
    private readonly master: Uint8Array,
  ) {}

  async keyOf(household: string): Promise<Result<HouseholdKey>> {
    const known = await this.#read([household]);
    const [row] = known.length > 0 ? known : await this.#create(household);
    if (row === undefined) throw new Error(`household ${household} has no key right after it was made`);
    return row.wrapped === null ? forgotten() : ok(this.#open(household, row.wrapped));
  }

  async keysOf(households: readonly string[]): Promise<ReadonlyMap<string, HouseholdKey>> {
    if (households.length === 0) return new Map();
    const found = new Map<string, HouseholdKey>();
    for (const { household, wrapped } of await this.#read(households)) {
      if (wrapped !== null) found.set(household, this.#open(household, wrapped));
    }
    return found;
  }

  async destroy(household: string): Promise<void> {
    await this.pool.query(
      `insert into household_key (household, wrapped, destroyed_at) values ($1, null, clock_timestamp())
       on conflict (household) do update set wrapped = null, destroyed_at = excluded.destroyed_at
        where household_key.wrapped is not null`,
      [household],
    );
    // The old row would otherwise lie in the table's file until somebody happens to clean up.
    await this.pool.query('vacuum household_key');
  }

  async #read(households: readonly string[]): Promise<readonly KeyRow[]> {
    const { rows } = await this.pool.query<KeyRow>({
      name: 'household-keys',
      text: 'select household, wrapped from household_key where household = any($1)',
      values: [[...households]],
    });
    return rows;
  }

  async #create(household: string): Promise<readonly KeyRow[]> {
    const wrapped = sealBytes(this.master, newKeyBytes(), contextOf(household));
    const { rows } = await this.pool.query<KeyRow>({
      name: 'household-key-made',
      text: `insert into household_key (household, wrapped) values ($1, $2) on conflict do nothing returning household, wrapped`,
      values: [household, wrapped],
    });
    // Of two that made one at the same time, both take the one that stands.
    return rows.length > 0 ? rows : this.#read([household]);
  }

  #open(household: string, wrapped: Uint8Array): HouseholdKey {
    try {
      return new HouseholdKey(household, openBytes(this.master, wrapped, contextOf(household)));
    } catch {
      throw new HouseholdKeyUnreadable(household);
    }
  }
}

const contextOf = (household: string): string => `household-key/${household}`;
