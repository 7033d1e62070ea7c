import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli, jsonOf, type RefusalDocument } from './support/cli-process.js';
import { badFiles } from './support/golden-files.js';
import { storeFolder, type StoreFolder } from './support/store-folder.js';

interface Verified {
  readonly ok: boolean;
  readonly position: number;
}

let folder: StoreFolder | undefined;
const store = (): StoreFolder => {
  if (folder === undefined) throw new Error('the store was not made');
  return folder;
};
const headPosition = async (): Promise<number> => (await store().ask<Verified>('verify')).position;

beforeAll(async () => {
  folder = await storeFolder();
}, 120_000);
afterAll(() => folder?.remove());

describe('a bad file is refused with a code and a place, and nothing of it is stored', () => {
  let before = 0;
  beforeAll(async () => {
    before = await headPosition();
  });
  afterAll(async () => {
    expect(await headPosition()).toBe(before);
  });

  test.each(badFiles().map((bad) => [bad.name, bad] as const))('%s', async (_, bad) => {
    const path = store().file('bad.csv', `${bad.lines.join('\n')}\n`);
    const { refused } = await store().ask<RefusalDocument>('import', bad.kind, path);
    expect(refused.map(({ code }) => code)).toContain(bad.code);
    if (bad.path !== undefined) expect(refused.find(({ code }) => code === bad.code)?.path).toEqual(bad.path);
    for (const { message } of refused) expect(message).not.toBe('');
  });

  test('a file of 100 MB', async () => {
    const path = store().file('big.csv', 'municipality,on,persons,kind,source\n');
    const out = createWriteStream(path, { flags: 'a' });
    const chunk = 'Utrecht,2023-02-01,2,regular,COA\n'.repeat(32_768);
    for (let written = 0; written < 100 * 1024 * 1024; written += chunk.length) {
      if (!out.write(chunk)) await once(out, 'drain');
    }
    out.end();
    await once(out, 'finish');
    const answer = await store().run('import', 'realisations', path, '--json');
    expect(answer.code).toBe(1);
    expect(jsonOf<RefusalDocument>(answer).refused[0]?.code).toBe('FILE_TOO_LARGE');
  });

  test('a file that is not there', async () => {
    const answer = await store().run('import', 'targets', 'no-such-file.csv', '--json');
    expect(answer.code).toBe(1);
    expect(jsonOf<RefusalDocument>(answer).refused[0]?.code).toBe('FILE_NOT_FOUND');
  });
});

describe('a bad question is refused with a code', () => {
  test.each([
    ['a wrong period', ['--period', '2023-3', '--province', 'PV26'], 'PERIOD_INVALID'],
    ['an unknown municipality', ['--period', '2023-1', '--municipality', 'Utrechtt'], 'MUNICIPALITY_UNKNOWN'],
    ['an unknown province', ['--period', '2023-1', '--province', 'PV99'], 'SCOPE_UNKNOWN'],
    ['30 February', ['--period', '2023-1', '--country', '--as-of', '2023-02-30'], 'DATE_INVALID'],
    ['a day outside the period', ['--period', '2023-1', '--country', '--as-of', '2023-07-02'], 'AS_OF_OUTSIDE_PERIOD'],
    ['a moment without a zone', ['--period', '2023-1', '--country', '--known-at', '2023-07-02'], 'INSTANT_INVALID'],
    [
      'a moment in the future',
      ['--period', '2023-1', '--country', '--known-at', '2199-01-01T00:00:00Z'],
      'KNOWN_AT_IN_FUTURE',
    ],
    [
      'a position beyond the log',
      ['--period', '2023-1', '--country', '--position', '999999999'],
      'POSITION_BEYOND_HEAD',
    ],
  ])('%s', async (_, args, code) => {
    const answer = await store().run('figures', ...args, '--json');
    expect(jsonOf<RefusalDocument>(answer).refused.map((refusal) => refusal.code)).toEqual([code]);
    expect(answer.code).toBe(1);
  });
});

describe('wrong usage ends with 2, also as one JSON document', () => {
  test.each([
    ['no command', []],
    ['an unknown command', ['figuren']],
    ['an unknown option', ['figures', '--period', '2023-1', '--country', '--colour']],
    ['a required option left out', ['figures', '--country']],
    ['two scopes', ['figures', '--period', '2023-1', '--country', '--province', 'PV26']],
    ['an unknown basis', ['figures', '--period', '2023-1', '--country', '--basis', 'guessed']],
    ['a position that is no number', ['figures', '--period', '2023-1', '--country', '--position', 'x']],
    ['an import without a file', ['import', 'targets']],
    ['an unknown kind of file', ['import', 'poems', 'file.csv']],
    ['an unknown benchmark', ['bench', '../../etc']],
    ['an unknown trial', ['trust', '../../etc']],
  ])('%s', async (_, args) => {
    const [plain, json] = await Promise.all([cli(args), cli([...args, '--json'])]);
    expect(plain.code).toBe(2);
    expect(plain.stdout).toBe('');
    expect(plain.stderr).toContain('USAGE');
    expect(json.code).toBe(2);
    expect(jsonOf<RefusalDocument>(json).refused[0]?.code).toBe('USAGE');
  });

  test.each([['figures'], ['treden'], ['verify'], ['rebuild'], ['bench'], ['trust'], ['import'], ['import targets']])(
    '%s --help explains itself and ends with 0',
    async (command) => {
      const answer = await cli([...command.split(' '), '--help']);
      expect(answer.code).toBe(0);
      expect(answer.stdout).toContain(command.split(' ').at(-1));
    },
  );
});

describe('a database of its own', () => {
  test('asks for a token before it does anything', async () => {
    const answer = await cli(['figures', '--period', '2023-1', '--json'], { DATABASE_URL: store().url });
    expect(answer.code).toBe(1);
    expect(jsonOf<RefusalDocument>(answer).refused[0]?.code).toBe('TOKEN_REQUIRED');
  });

  test('refuses a token that it did not sign', async () => {
    const answer = await cli(['figures', '--period', '2023-1', '--json', '--token', 'a.b.c'], {
      DATABASE_URL: store().url,
      DATA_FOLDER: store().folder,
    });
    expect(answer.code).toBe(1);
    expect(jsonOf<RefusalDocument>(answer).refused[0]?.code).toBe('TOKEN_INVALID');
  });

  test('that does not answer is told as such', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'bovenlokaal-accept-'));
    try {
      const env = { DATABASE_URL: 'postgres://x@127.0.0.1:1/x', DATA_FOLDER: dataFolder };
      const issued = await cli(['token', 'issue', '--role', 'auditor', '--subject', 'controle'], env);
      expect(issued.code).toBe(0);
      const answer = await cli(['verify', '--json', '--token', issued.stdout.trim()], env);
      expect(answer.code).toBe(1);
      expect(jsonOf<RefusalDocument>(answer).refused[0]?.code).toBe('STORE_UNREACHABLE');
    } finally {
      rmSync(dataFolder, { recursive: true, force: true });
    }
  });
});
