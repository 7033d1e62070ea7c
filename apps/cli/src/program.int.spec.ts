import 'reflect-metadata';
import { KEY_FILE, Tokens } from '#libs/access';
import { systemClock } from '#libs/kernel';
import { createTestDatabase } from '#libs/postgres';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

describe('match', () => {
  const instance = (change: object = {}): string => {
    const file = join(folder, 'instance.json');
    writeFileSync(
      file,
      JSON.stringify({
        version: 1,
        municipalities: [{ code: 'GM0342' }, { code: 'GM0355' }],
        households: [
          { id: 'h1', municipality: 'GM0342', persons: 1 },
          { id: 'h2', municipality: 'GM0355', persons: 4 },
        ],
        dwellings: [
          { id: 'd1', municipality: 'GM0342' },
          { id: 'd2', municipality: 'GM0355' },
        ],
        pairs: [
          ['h1', 'd2', 5],
          ['h2', 'd1', 6],
        ],
        ...change,
      }),
    );
    return file;
  };

  it('answers with the plan and its proof, without a store', async () => {
    expect(await run(['match', instance(), '--json'])).toBe(0);
    const answer = JSON.parse(written) as { exchanges: readonly { kind: string }[]; value: number };
    expect(answer.exchanges.map(({ kind }) => kind)).toEqual(['swap']);
    expect(answer).toMatchObject({ value: 11, bound: 11, gap: 0, proven: true, checked: true });
  });

  it.each([
    ['an unknown household', { pairs: [['h9', 'd1', 1]] }, 'HOUSEHOLD_UNKNOWN'],
    [
      'a pair given twice',
      {
        pairs: [
          ['h1', 'd2', 1],
          ['h1', 'd2', 2],
        ],
      },
      'PAIR_TWICE',
    ],
    ['a weight that is no whole number', { pairs: [['h1', 'd2', 0.5]] }, 'NUMBER_INVALID'],
    ['a weight of which sums are no longer exact', { pairs: [['h1', 'd2', 2 ** 52 - 1]] }, 'WEIGHT_TOO_LARGE'],
    ['an unknown goal', { policy: { goals: ['luck'] } }, 'VALUE_UNKNOWN'],
  ])('refuses %s as wrong usage', async (_what, change, code) => {
    expect(await run(['match', instance(change), '--json'])).toBe(2);
    expect(codes()).toEqual([code]);
  });

  it('refuses a file that is not there, and no file at all', async () => {
    expect(await run(['match', join(folder, 'nowhere.json'), '--json'])).toBe(2);
    expect(codes()).toEqual(['FILE_NOT_FOUND']);
    written = '';
    expect(await run(['match', '--json'])).toBe(2);
    expect(codes()).toEqual(['USAGE']);
  });

  it('invents an instance that it can solve, the same from the same seed', async () => {
    expect(await run(['match', 'generate', '--scale', 'thin', '--seed', '4'])).toBe(0);
    const first = written;
    written = '';
    expect(await run(['match', 'generate', '--scale', 'thin', '--seed', '4'])).toBe(0);
    expect(written).toBe(first);
    expect((JSON.parse(first) as { households: unknown[] }).households).toHaveLength(200);
  });
});
