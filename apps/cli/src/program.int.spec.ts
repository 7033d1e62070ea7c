import 'reflect-metadata';
import { KEY_FILE, Tokens } from '#libs/access';
import { systemClock } from '#libs/kernel';
import { createTestDatabase } from '#libs/postgres';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './program.js';

const outside = process.env;
const toStdout = process.stdout.write.bind(process.stdout);
const toStderr = process.stderr.write.bind(process.stderr);
let folder: string;
let written: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-cli-'));
  written = '';
  process.stdout.write = (text: string | Uint8Array) => {
    written += String(text);
    return true;
  };
  process.stderr.write = () => true;
});
afterEach(() => {
  process.stdout.write = toStdout;
  process.stderr.write = toStderr;
  process.env = outside;
  rmSync(folder, { recursive: true, force: true });
});

/** As on a machine with a database of its own; nothing answers at that address. */
const withDatabase = (url = 'postgres://x@127.0.0.1:1/x'): void => {
  process.env = { ...outside, DATABASE_URL: url, DATA_FOLDER: folder };
};

const codes = (): readonly string[] =>
  (JSON.parse(written) as { refused: readonly { code: string }[] }).refused.map(({ code }) => code);

describe('the options that every command has', () => {
  // A period that does not exist is refused before a store is opened; a wrong use of options is told as USAGE.
  const figures = ['figures', '--period', '2023-3'];
  const data = ['--data', 'nergens', '--token', 'a.b.c'];

  test.each([
    ['before the subcommand', ['--json', ...data, ...figures]],
    ['after it', [...figures, '--json', ...data]],
    ['on both sides', [...data, ...figures, '--json']],
  ])('can stand %s', async (_, argv) => {
    expect(await run(argv)).toBe(1);
    expect(codes()).toEqual(['PERIOD_INVALID']);
  });

  test.each([
    ['before', ['--json', '--data', 'nergens', 'import', 'targets', 'weg.csv']],
    ['within', ['import', '--json', '--data', 'nergens', 'targets', 'weg.csv']],
    ['after', ['import', 'targets', 'weg.csv', '--json', '--data', 'nergens']],
  ])('can stand %s the two words of an import', async (_, argv) => {
    expect(await run(argv)).toBe(1);
    expect(codes()).toEqual(['FILE_NOT_FOUND']);
  });
});

describe('a whole list', () => {
  test.each([
    ['without its day', ['--whole', '--of', 'Soest']],
    ['without its municipality', ['--whole', '--on', '2023-10-01']],
    ['that is not said to be one', ['--of', 'Soest', '--on', '2023-10-01']],
  ])('%s is a wrong use', async (_, options) => {
    expect(await run(['--json', 'import', 'koppelingen', 'weg.csv', ...options])).toBe(2);
    expect(codes()).toEqual(['USAGE']);
  });

  test('is a thing of koppelingen', async () => {
    expect(await run(['--json', 'import', 'targets', 'weg.csv', '--whole'])).toBe(2);
  });
});

describe('token issue', () => {
  const issue = (...argv: readonly string[]): Promise<number> => run(['--json', 'token', 'issue', ...argv]);

  test('gives a token that the key of the data folder knows, without a database', async () => {
    withDatabase();
    const asked = ['--role', 'supervisor', '--organisation', 'PV26', '--subject', 'pv26:toezicht-1', '--hours', '2'];
    expect(await issue(...asked)).toBe(0);
    const { token } = JSON.parse(written) as { token: string };
    const known = await (await Tokens.inFolder(folder, systemClock)).verifyToken(token);
    expect(known).toMatchObject({
      value: { actor: 'pv26:toezicht-1', role: 'supervisor', organisation: 'PV26' },
    });
    written = '';
    expect(await run(['token', 'issue', '--role', 'auditor', '--subject', 'auditor-1'])).toBe(0);
    expect(written).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  });

  test.each([
    ['ORGANISATION_REQUIRED', ['--role', 'municipality', '--subject', 'a']],
    ['ORGANISATION_INVALID', ['--role', 'municipality', '--subject', 'a', '--organisation', 'PV26']],
    ['ORGANISATION_INVALID', ['--role', 'supervisor', '--subject', 'a', '--organisation', 'GM0344']],
    ['MUNICIPALITY_UNKNOWN', ['--role', 'municipality', '--subject', 'a', '--organisation', 'GM9999']],
    ['ORGANISATION_NOT_APPLICABLE', ['--role', 'auditor', '--subject', 'a', '--organisation', 'PV26']],
    ['SUBJECT_INVALID', ['--role', 'auditor', '--subject', 'Jan de Vries']],
    ['SUBJECT_RESERVED', ['--role', 'auditor', '--subject', 'system:demo']],
    ['HOURS_OUT_OF_RANGE', ['--role', 'auditor', '--subject', 'a', '--hours', '100000']],
  ])('refuses %s', async (code, argv) => {
    withDatabase();
    expect(await issue(...argv)).toBe(1);
    expect(codes()).toEqual([code]);
    expect(existsSync(join(folder, KEY_FILE))).toBe(false);
  });

  test('refuses a role that nobody has as wrong use', async () => {
    withDatabase();
    expect(await issue('--role', 'koning', '--subject', 'a')).toBe(2);
  });
});

test('a token that we did not sign does not get to migrate a database', async () => {
  const database = await createTestDatabase([]);
  try {
    withDatabase(database.url);
    expect(await run(['verify', '--json', '--token', 'a.b.c'])).toBe(1);
    expect(codes()).toEqual(['TOKEN_INVALID']);
    const { rows } = await database.pool.query("select 1 from pg_tables where schemaname = 'public'");
    expect(rows).toEqual([]);
  } finally {
    await database.drop();
  }
});
