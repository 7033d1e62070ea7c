import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, openEmbedded, EmbeddedPostgresError } from './index.js';
import { createClient } from './pool.js';
import { isAlive, processIdentity } from './process-identity.js';

let base: string;
let folder: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'bovenlokaal-embedded-'));
  chmodSync(base, 0o711);
  folder = join(base, 'data');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const open = () => openEmbedded({ folder, fsync: false });

async function ask<T>(url: string, sql: string): Promise<T | undefined> {
  const client = createClient(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<{ answer: T }>(sql)).rows[0]?.answer;
  } finally {
    await client.end();
  }
}

const postmasterPid = (): number =>
  Number(readFileSync(join(folder, 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[0]);
const serverIdentity = (): string => processIdentity(postmasterPid()) ?? 'none';

async function ended(identity: string): Promise<void> {
  while (isAlive(identity)) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the embedded Postgres', () => {
  it('starts in a new folder, keeps its data over a stop, and leaves no process', async () => {
    const first = await open();
    const server = serverIdentity();
    await ask(first.url, 'create table kept as select 42 as answer');
    await first.close();
    await first.close();
    expect(isAlive(server)).toBe(false);
    const second = await open();
    expect(await ask(second.url, 'select answer from kept')).toBe(42);
    expect(await ask(second.url, `select current_setting('server_encoding') as answer`)).toBe('UTF8');
    await second.close();
  });

  it('is one server for all who open the folder at the same time, and stays until the last of them leaves', async () => {
    const users = await Promise.all([open(), open(), open()]);
    const urls = new Set(users.map(({ url }) => url));
    expect(urls.size).toBe(1);
    const server = serverIdentity();
    await users[0]?.close();
    await users[1]?.close();
    expect(await ask(users[2]?.url ?? '', 'select 1 as answer')).toBe(1);
    await users[2]?.close();
    expect(isAlive(server)).toBe(false);
  });

  it('asks for its password, listens on this machine only, and keeps its secrets from others', async () => {
    const opened = await open();
    const url = new URL(opened.url);
    expect(url.hostname).toBe('127.0.0.1');
    url.password = 'guessed';
    await expect(ask(url.href, 'select 1 as answer')).rejects.toMatchObject({ code: '28P01' });
    for (const file of ['password', 'connection.json']) expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
    await opened.close();
  });

  it('does not count users that are gone: whoever leaves last stops the server', async () => {
    const opened = await open();
    const server = serverIdentity();
    // What a killed process leaves: its registration. The pid lives (it is ours), the process of that name does not.
    writeFileSync(join(folder, 'users', `${process.pid}-dead`), `${process.pid}:1:another-boot`);
    await opened.close();
    expect(isAlive(server)).toBe(false);
  });

  it('comes back on the same port when the server is killed under its users, with what was committed', async () => {
    const opened = await open();
    await ask(opened.url, 'create table kept as select 42 as answer');
    const killed = serverIdentity();
    process.kill(postmasterPid(), 'SIGKILL');
    await ended(killed);
    let answer: number | undefined;
    while (answer === undefined)
      answer = await ask<number>(opened.url, 'select answer from kept').catch(() => undefined);
    expect(answer).toBe(42);
    await opened.close();
  });

  it('starts where a stale pid file names a process that is not Postgres', async () => {
    const first = await open();
    const pidFile = join(folder, 'pgdata', 'postmaster.pid');
    const lines = readFileSync(pidFile, 'utf8').split('\n');
    const { uid, gid } = statSync(pidFile);
    await first.close();
    // As after a crash and a reboot: the file is there, and its pid was given to somebody else (this test).
    writeFileSync(pidFile, [`${process.pid}`, ...lines.slice(1)].join('\n'), { mode: 0o600 });
    if (process.getuid?.() === 0) chownSync(pidFile, uid, gid);
    const second = await open();
    expect(await ask(second.url, 'select 1 as answer')).toBe(1);
    await second.close();
  });

  it('refuses a folder that is not its own, and touches nothing in it', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'letter.txt'), 'dear reader');
    const before = statSync(folder).mode;
    await expect(open()).rejects.toMatchObject({ code: 'FOLDER_FOREIGN' });
    expect(statSync(folder).mode).toBe(before);
    writeFileSync(join(base, 'file'), '');
    await expect(openEmbedded({ folder: join(base, 'file') })).rejects.toMatchObject({ code: 'FOLDER_FOREIGN' });
  });

  it('refuses a folder without its password, with another version, or with a cluster that does not start', async () => {
    await (await open()).close();
    const password = readFileSync(join(folder, 'password'));
    rmSync(join(folder, 'password'));
    await expect(open()).rejects.toMatchObject({ code: 'FOLDER_DAMAGED' });
    writeFileSync(join(folder, 'password'), password);
    writeFileSync(join(folder, 'pgdata', 'PG_VERSION'), '12\n');
    await expect(open()).rejects.toMatchObject({ code: 'FOLDER_DAMAGED' });
    writeFileSync(join(folder, 'pgdata', 'PG_VERSION'), '18\n');
    rmSync(join(folder, 'pgdata', 'global', 'pg_control'));
    const failed = await open().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(EmbeddedPostgresError);
    expect(failed).toMatchObject({ code: 'START_FAILED' });
    expect((failed as Error).message).toContain('pg_control');
  });

  it('starts over where a process was killed while it made the database', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'bovenlokaal.json'), '{}');
    mkdirSync(join(folder, 'pgdata.new', 'base'), { recursive: true });
    writeFileSync(join(folder, 'lock.3'), '1:1:another-boot');
    const opened = await open();
    expect(await ask(opened.url, 'select 1 as answer')).toBe(1);
    await opened.close();
  });
});

describe('the store to work on', () => {
  it('is the folder asked for, else the database of the environment', async () => {
    const env = { DATABASE_URL: 'postgres://somewhere/else' };
    expect(await openDatabase({ env })).toMatchObject({ url: env.DATABASE_URL, embedded: false, folder: null });
    const opened = await openDatabase({ dataFolder: folder, env });
    expect(opened).toMatchObject({ embedded: true, folder });
    expect(existsSync(join(folder, 'pgdata'))).toBe(true);
    await opened.close();
  });
});
