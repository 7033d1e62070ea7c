import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { CONNECTION, createClient } from './pool.js';

/** One step of the schema. Names are unique and never change; what was once released is never edited, only followed by another. */
export interface Migration {
  /** As `event-store-001-log`. */
  readonly name: string;
  /** SQL, possibly of several statements; runs in a transaction of its own. */
  readonly up: string;
}

/** `SCHEMA_NEWER`: the database was migrated by a newer version of the program than this one, which could harm it. */
export class SchemaNewerError extends Error {
  readonly code = 'SCHEMA_NEWER';
  constructor(readonly unknown: readonly string[]) {
    super(
      `De database is van een nieuwere versie van Bovenlokaal (onbekende migraties: ${unknown.join(', ')}). ` +
        'Werk het programma bij, of gebruik een andere database.',
    );
    this.name = 'SchemaNewerError';
  }
}

/** Any constant would do; this one is ours, so that two processes never migrate one database at the same time. */
const LOCK = 7_214_001;
const TABLE = 'schema_migration';
/** TypeORM sorts by the last 13 characters of a name. Ours are equal, and its sort is stable: the order of the list counts. */
const SUFFIX = '_1000000000000';

/**
 * Brings the schema up to the given list, in its order, each step in its own transaction. Does nothing when all was done. Several
 * processes may call it at once. Answers the names that were applied now.
 * @throws SchemaNewerError when the database knows a migration that is not in the list: always pass the whole list.
 */
export async function migrate(url: string, migrations: readonly Migration[]): Promise<readonly string[]> {
  const lock = createClient(url);
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [LOCK]);
    const pending = await pendingIn(lock, migrations);
    // Most starts have nothing to do: those need not load TypeORM, which takes longer than the whole check.
    if (pending.length > 0) await run(url, migrations);
    return pending;
  } finally {
    await lock.end(); // Ends the session, and with it the lock.
  }
}

/**
 * The names of what a database is still missing, without changing anything: for processes that leave migrating to another.
 * @throws SchemaNewerError as `migrate` does
 */
export async function pendingMigrations(url: string, migrations: readonly Migration[]): Promise<readonly string[]> {
  const client = createClient(url);
  await client.connect();
  try {
    return await pendingIn(client, migrations);
  } finally {
    await client.end();
  }
}

async function pendingIn(
  client: ReturnType<typeof createClient>,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  const applied = await appliedNames(client);
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = [...applied].filter((name) => !known.has(name));
  if (unknown.length > 0) throw new SchemaNewerError(unknown);
  return migrations.flatMap(({ name }) => (applied.has(name) ? [] : [name]));
}

async function appliedNames(client: ReturnType<typeof createClient>): Promise<Set<string>> {
  const exists = await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
    `public.${TABLE}`,
  ]);
  if (exists.rows[0]?.found !== true) return new Set();
  const { rows } = await client.query<{ name: string }>(`select name from public.${TABLE} order by id`);
  return new Set(rows.map(({ name }) => (name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : name)));
}

async function run(url: string, migrations: readonly Migration[]): Promise<void> {
  const typeorm = await import('typeorm');
  const source: DataSource = new typeorm.DataSource({
    type: 'postgres',
    url,
    extra: CONNECTION,
    migrations: migrations.map(migrationClass),
    migrationsTableName: TABLE,
    migrationsTransactionMode: 'each',
    logger: 'debug', // Silent unless DEBUG asks for it; an error reaches the caller anyway.
  });
  await source.initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
}

function migrationClass(migration: Migration): new () => MigrationInterface {
  return class implements MigrationInterface {
    readonly name = `${migration.name}${SUFFIX}`;
    async up(runner: QueryRunner): Promise<void> {
      await runner.query(migration.up);
    }
    down(): Promise<void> {
      // The event log is never taken back; a step that was wrong is followed by another.
      return Promise.reject(new Error(`${migration.name} cannot be undone`));
    }
  };
}
