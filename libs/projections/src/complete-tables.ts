import { escapeIdentifier, type Pool } from 'pg';
import { indexSql, inTransaction, qualified, unkeyedTables } from './generations.js';
import type { Projection, Table } from './projection.js';

/** Connections that complete the tables of a generation side by side. */
const COMPLETING = 3;
/** Room for sorting and summing, per connection: it is let go of right after. */
const COMPLETING_SETTINGS = `set local work_mem = '128MB'; set local maintenance_work_mem = '256MB'`;

/**
 * Adds to a generation that was filled without them: sums, primary keys, indexes and statistics. Making each of them once at the end costs a fraction of keeping them up to date row by row.
 * Rejects when rows share a key.
 */
export async function completeTables(pool: Pool, projection: Projection, schema: string): Promise<void> {
  const unkeyed = new Set(await unkeyedTables(pool, projection, schema));
  const keyIndex = (table: Table): string => escapeIdentifier(`${table.name}_key`);
  const indexing = (table: Table): string[] => [
    ...(unkeyed.has(table.name)
      ? [
          `create unique index ${keyIndex(table)} on ${qualified(schema, table.name)} (${table.primaryKey.map(escapeIdentifier).join()})`,
        ]
      : []),
    ...(table.indexes ?? []).map((columns) => indexSql(schema, table, columns)),
  ];
  const summed = projection.tables.filter((table) => table.sumsOf !== undefined);
  // What reads or sorts the rows as they are can be done side by side; a sum must stand before it is indexed.
  await sideBySide(pool, [
    ...summed.map((table) => [sumSql(schema, table), ...indexing(table)]),
    ...projection.tables
      .filter((table) => table.sumsOf === undefined)
      .flatMap(indexing)
      .map((sql) => [sql]),
  ]);
  await sideBySide(
    pool,
    projection.tables
      .filter((table) => unkeyed.has(table.name))
      .map((table) => [`alter table ${qualified(schema, table.name)} add primary key using index ${keyIndex(table)}`]),
  );
  await analyse(pool, projection, schema);
}

/** Statistics: without them the planner takes a table of a million fresh rows for an empty one. */
export const analyse = (pool: Pool, projection: Projection, schema: string): Promise<void> =>
  sideBySide(
    pool,
    projection.tables.map(({ name }) => [`analyze ${qualified(schema, name)}`]),
  );

function sumSql(schema: string, { name, primaryKey, sumsOf }: Table): string {
  const key = primaryKey.map(escapeIdentifier).join();
  const amounts = (sumsOf?.amounts ?? []).map(escapeIdentifier);
  return `insert into ${qualified(schema, name)} (${[key, ...amounts].join()})
    select ${[key, ...amounts.map((amount) => `coalesce(sum(${amount}), 0)`)].join()}
      from ${qualified(schema, sumsOf?.table ?? '')} group by ${key}`;
}

/** Runs lists of statements, each list in a transaction of its own, a few at a time. */
async function sideBySide(pool: Pool, lists: readonly (readonly string[])[]): Promise<void> {
  const waiting = [...lists];
  const work = async (): Promise<void> => {
    for (let list = waiting.shift(); list !== undefined; list = waiting.shift()) {
      const statements = [COMPLETING_SETTINGS, ...list];
      const client = await pool.connect();
      let failed = true;
      try {
        await inTransaction(client, async () => {
          for (const statement of statements) await client.query(statement);
        });
        failed = false;
      } finally {
        if (failed) waiting.length = 0;
        client.release(failed);
      }
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: COMPLETING }, work));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
