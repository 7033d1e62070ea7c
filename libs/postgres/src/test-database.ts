import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { openEmbedded, type EmbeddedPostgres } from './embedded.js';
import { migrate, type Migration } from './migrate.js';
import { createClient, createPool } from './pool.js';

/** Set before the first spec (test/setup): the folder of the server that all specs of a run share. It is started by the first that needs it. */
const FOLDER_VARIABLE = 'BOVENLOKAAL_TEST_POSTGRES';

export interface TestDatabase {
  readonly url: string;
  readonly pool: Pool;
  /** Ends the pool and drops the database. May be called twice. */
  readonly drop: () => Promise<void>;
}

let server: Promise<EmbeddedPostgres> | null = null;
let inUse = 0;

/**
 * A new, empty database, or one with these migrations applied, on a real server. For specs and benchmarks.
 * Migrations run once per server into a template, so that a database costs some tens of milliseconds.
 */
export async function createTestDatabase(
  migrations: readonly Migration[] = [],
  options: { readonly poolSize?: number } = {},
): Promise<TestDatabase> {
  inUse++;
  server ??= openServer();
  const { url: adminUrl } = await server;
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, async (query) => {
    const template = migrations.length === 0 ? 'template1' : await templateWith(adminUrl, migrations, query);
    await query(`create database ${name} template ${template}`);
  });
  const url = withDatabase(adminUrl, name);
  const pool = createPool(url, options.poolSize);
  let dropped: Promise<void> | null = null;
  const drop = async (): Promise<void> => {
    await pool.end();
    await asAdmin(adminUrl, (query) => query(`drop database if exists ${name} with (force)`));
    if (--inUse === 0) await releaseServer();
  };
  return { url, pool, drop: () => (dropped ??= drop()) };
}

type Query = (sql: string) => Promise<void>;

async function templateWith(adminUrl: string, migrations: readonly Migration[], query: Query): Promise<string> {
  const content = migrations.map(({ name, up }) => `${name}\n${up}`).join('\n');
  const name = `template_${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
  if (await templateExists(adminUrl, name)) return name;
  // Under another name first: a database in use cannot serve as a template, and half a template must never be found.
  const draft = `${name}_${randomBytes(4).toString('hex')}`;
  await query(`create database ${draft}`);
  await migrate(withDatabase(adminUrl, draft), migrations);
  try {
    await query(`alter database ${draft} rename to ${name}`);
  } catch (error) {
    // Another worker was just as quick: the name was taken before we looked, or while we wrote it.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
    await query(`drop database ${draft} with (force)`);
  }
  return name;
}

async function templateExists(adminUrl: string, name: string): Promise<boolean> {
  const client = createClient(adminUrl);
  await client.connect();
  try {
    return (await client.query('select from pg_database where datname = $1', [name])).rowCount === 1;
  } finally {
    await client.end();
  }
}

async function asAdmin(url: string, work: (query: Query) => Promise<void>): Promise<void> {
  const client = createClient(url);
  await client.connect();
  try {
    await work(async (sql) => void (await client.query(sql)));
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function openServer(): Promise<EmbeddedPostgres> {
  const shared = process.env[FOLDER_VARIABLE];
  if (shared !== undefined) return openEmbedded({ folder: shared, fsync: false });
  const own = mkdtempSync(join(tmpdir(), 'bovenlokaal-test-'));
  chmodSync(own, 0o711);
  const opened = await openEmbedded({ folder: join(own, 'server'), fsync: false });
  return {
    ...opened,
    close: async () => {
      await opened.close();
      rmSync(own, { recursive: true, force: true });
    },
  };
}

/** The shared server stays until the run ends, with this worker registered as a user; one of our own goes with its last database. */
async function releaseServer(): Promise<void> {
  if (process.env[FOLDER_VARIABLE] !== undefined) return;
  const closing = server;
  server = null;
  await (await closing)?.close();
}
