import { createHash } from 'node:crypto';
import { escapeIdentifier, escapeLiteral, type ClientBase } from 'pg';
import { EVENT_NOT_HANDLED, type ProjectionHalted } from './errors.js';
import type { Projection, Table } from './projection.js';

/** One set of tables of a read model, in a schema of its own. */
export interface Generation {
  readonly schema: string;
  readonly name: string;
  readonly version: number;
  readonly role: 'live' | 'building' | 'retired';
  readonly position: number;
  readonly haltedPosition: number | null;
  readonly haltedCode: string | null;
  readonly haltedReason: string | null;
}

const COLUMNS = `schema, name, version, role, position,
  halted_position as "haltedPosition", halted_code as "haltedCode", halted_reason as "haltedReason"`;

export async function generationsOf(client: Queryable, names: readonly string[]): Promise<readonly Generation[]> {
  const { rows } = await client.query<Generation>(
    `select ${COLUMNS} from projection where name = any($1) order by name, generation`,
    [names],
  );
  return rows;
}

export async function liveGeneration(client: Queryable, name: string): Promise<Generation | null> {
  const { rows } = await client.query<Generation>(
    `select ${COLUMNS} from projection where name = $1 and role = 'live'`,
    [name],
  );
  return rows[0] ?? null;
}

export type Queryable = Pick<ClientBase, 'query'>;

/** Says that a generation stands still, and why; false when it does not stand at `at` in its role. Stays until something is committed. */
export async function markHalted(
  client: Queryable,
  { schema, role }: Generation,
  at: number,
  { position, code, reason }: Pick<ProjectionHalted, 'position' | 'code' | 'reason'>,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update projection set halted_position = $1, halted_code = $2, halted_reason = $3, updated_at = clock_timestamp()
      where schema = $4 and role = $5 and position = $6`,
    [position, code, reason, schema, role, at],
  );
  return rowCount === 1;
}

/** Takes the mark away that `markHalted` left, where the log put it there (`by: 'log'`), or where the projection's own code did. */
export async function unmarkHalted(client: Queryable, { schema }: Generation, by: 'log' | 'code'): Promise<void> {
  await client.query(
    `update projection set halted_position = null, halted_code = null, halted_reason = null
      where schema = $1 and halted_position is not null and (halted_code = $2) = $3`,
    [schema, EVENT_NOT_HANDLED, by === 'code'],
  );
}

/** Makes the tables of a new generation and its row, as one transaction. `indexed` false leaves keys and indexes for later. */
export async function createGeneration(
  client: Queryable,
  projection: Projection,
  role: 'live' | 'building',
  indexed: boolean,
): Promise<Generation> {
  return inTransaction(client, async () => {
    await client.query('select pg_advisory_xact_lock(hashtext($1))', [`projection:${projection.name}`]);
    if (role === 'live') {
      const live = await liveGeneration(client, projection.name);
      if (live !== null) return live; // Another process was just as quick.
    }
    const { rows } = await client.query<{ next: number }>(
      'select coalesce(max(generation), 0) + 1 as next from projection where name = $1',
      [projection.name],
    );
    const next = rows[0]?.next ?? 1;
    const schema = `${projection.name.replaceAll('-', '_')}_v${projection.version}_${next}`;
    await client.query(`create schema ${escapeIdentifier(schema)}`);
    for (const table of projection.tables) {
      const columns = Object.entries(table.columns).map(([name, sql]) => `${escapeIdentifier(name)} ${sql}`);
      if (indexed) columns.push(`primary key (${table.primaryKey.map(escapeIdentifier).join()})`);
      await client.query(`create table ${qualified(schema, table.name)} (${columns.join()})`);
    }
    if (indexed) await createIndexes(client, projection, schema);
    const made = await client.query<Generation>(
      `insert into projection (schema, name, version, generation, role) values ($1, $2, $3, $4, $5) returning ${COLUMNS}`,
      [schema, projection.name, projection.version, next, role],
    );
    return made.rows[0] as Generation;
  });
}

async function createIndexes(client: Queryable, projection: Projection, schema: string): Promise<void> {
  for (const table of projection.tables) {
    for (const columns of table.indexes ?? []) await client.query(indexSql(schema, table, columns));
  }
}

export const indexSql = (schema: string, table: Table, columns: readonly string[]): string =>
  `create index on ${qualified(schema, table.name)} (${columns.map(escapeIdentifier).join()})`;

/** The tables of a generation that have no primary key yet. */
export async function unkeyedTables(
  client: Queryable,
  projection: Projection,
  schema: string,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ table: string }>(
    `select c.relname as "table" from pg_index i join pg_class c on c.oid = i.indrelid
       join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and i.indisprimary`,
    [schema],
  );
  const keyed = new Set(rows.map(({ table }) => table));
  return projection.tables.map(({ name }) => name).filter((name) => !keyed.has(name));
}

/** Drops generations that no reader can still be told to read: left half-built, or retired longer ago than the grace. */
export async function dropLeftovers(
  client: Queryable,
  name: string,
  what: { readonly building: boolean; readonly graceMs: number },
): Promise<void> {
  const { rows } = await client.query<{ schema: string }>(
    `select schema from projection where name = $1
        and ((role = 'building' and $2) or (role = 'retired' and retired_at <= clock_timestamp() - $3 * interval '1 ms'))`,
    [name, what.building, what.graceMs],
  );
  for (const { schema } of rows) {
    try {
      await inTransaction(client, async () => {
        // A reader in a long transaction keeps its tables; they go at the next occasion.
        await client.query(`set local lock_timeout = '2s'`);
        await client.query('delete from projection where schema = $1', [schema]);
        await client.query(`drop schema if exists ${escapeIdentifier(schema)} cascade`);
      });
    } catch (error) {
      if ((error as { code?: string }).code !== '55P03') throw error;
    }
  }
}

export interface TableHash {
  readonly table: string;
  readonly rows: number;
  readonly hash: string;
}

/**
 * Hash of every table's rows, and one over all of them. A row gives 128 bits by Postgres' own hash, which are combined by exclusive or: rows are told
 * apart by their key, so that none cancels another, and nothing has to be sorted. It is to find differences within one database, not
 * to prove anything to others.
 */
export async function hashTables(
  client: Queryable,
  projection: Projection,
  schema: string,
): Promise<{ hash: string; tables: readonly TableHash[] }> {
  const tables: TableHash[] = [];
  for (const table of projection.tables) {
    const columns = Object.keys(table.columns).map((column) => `t.${escapeIdentifier(column)}`);
    const half = (seed: number): string =>
      `lpad(to_hex(coalesce(bit_xor(hash_record_extended(row(${columns.join()}), ${seed})), 0)), 16, '0')`;
    const { rows } = await client.query<{ rows: number; hash: string }>(
      `select count(*) as rows, ${half(0)} || ${half(1)} as hash from ${qualified(schema, table.name)} t`,
    );
    tables.push({ table: table.name, rows: rows[0]?.rows ?? 0, hash: rows[0]?.hash ?? '' });
  }
  const all = tables.map(({ table, rows, hash }) => `${table}:${rows}:${hash}\n`).join('');
  return { hash: createHash('sha256').update(all).digest('hex'), tables };
}

export async function inTransaction<T>(client: Queryable, work: () => Promise<T>, kind = ''): Promise<T> {
  await client.query(`begin ${kind}`);
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined); // A broken connection has rolled back already.
    throw error;
  }
}

export const qualified = (schema: string, table: string): string =>
  `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`;

/** SQL text that tells every process what changed; to be run inside the transaction that changes it. */
export const notifySql = (payload: string): string => `select pg_notify('${CHANNEL}', ${escapeLiteral(payload)})`;

export const CHANNEL = 'projection_changed';
