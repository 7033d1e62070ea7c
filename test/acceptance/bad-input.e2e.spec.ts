import { Tokens } from '#libs/access';
import { addDays, systemClock } from '#libs/kernel';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BAD_SHEETS } from './support/bad-sheets.js';
import { cli, cliSession, jsonOf, type CliSession, type RefusalDocument } from './support/cli-process.js';
import { badFiles } from './support/golden-files.js';
import { TURNED_EMBEDDED } from './support/turned-shapes.js';
import { TurnedProduct } from './support/turned-product.js';

const UTRECHT = 'GM0344';
const ZEIST = 'GM0355';
const PERSON = 'gemeente-utrecht';

let product: TurnedProduct;
/** The command line as an operator on the product's database. */
let session: CliSession;
let env: Readonly<Record<string, string>>;
let folder: string;

beforeAll(async () => {
  product = await TurnedProduct.start(TURNED_EMBEDDED, systemClock.now());
  folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-bad-input-'));
  const tokens = await Tokens.inFolder(product.keyFolder, systemClock);
  const operator = { actor: 'test:operator', role: 'operator', organisation: null } as const;
  env = {
    DATABASE_URL: product.database.url,
    DATA_FOLDER: product.keyFolder,
    BOVENLOKAAL_TOKEN: await tokens.issueToken(operator, 3600),
  };
  session = cliSession(env);
}, 120_000);
afterAll(async () => {
  await session.end();
  await product.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Nothing may be in the log after these tests that was not there before them. */
function nothingIsStored(): void {
  let before = 0;
  beforeAll(async () => {
    await product.settled();
    before = (await product.store.head()).position;
  });
  afterAll(async () => {
    expect((await product.store.head()).position).toBe(before);
  });
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('a bad file is refused with a code and a place, and nothing of it is stored', () => {
  nothingIsStored();

  test.each(badFiles().map((bad) => [bad.name, bad] as const))('%s', async (_, bad) => {
    const path = file('bad.csv', `${bad.lines.join('\n')}\n`);
    const { refused } = await session.ask<RefusalDocument>(['import', bad.kind, path]);
    expect(refused.map(({ code }) => code)).toContain(bad.code);
    if (bad.path !== undefined) expect(refused.find(({ code }) => code === bad.code)?.path).toEqual(bad.path);
    for (const { message } of refused) expect(message).not.toBe('');
  });

  test.each(BAD_SHEETS.map((bad) => [bad.name, bad] as const))('%s', async (_, bad) => {
    const path = file(bad.file, bad.bytes());
    const { code, document } = await session.answer<RefusalDocument>(['import', 'dwellings', path]);
    expect(code).toBe(1);
    expect(document.refused).toMatchObject([{ code: bad.code, path: ['file'] }]);
    expect(document.refused[0]?.message).not.toBe('');
  });

  test('a file of 100 MB', async () => {
    const path = file('big.csv', 'municipality,on,persons,kind,source\n');
    const out = createWriteStream(path, { flags: 'a' });
    const chunk = 'Utrecht,2023-02-01,2,regular,COA\n'.repeat(32_768);
    for (let written = 0; written < 100 * 1024 * 1024; written += chunk.length) {
      if (!out.write(chunk)) await once(out, 'drain');
    }
    out.end();
    await once(out, 'finish');
    const answer = await cli(['import', 'realisations', path, '--json'], env);
    expect(answer.code).toBe(1);
    expect(jsonOf<RefusalDocument>(answer).refused[0]?.code).toBe('FILE_TOO_LARGE');
  });

  test('a file that is not there', async () => {
    const answer = await cli(['import', 'targets', 'no-such-file.csv', '--json'], env);
    expect(answer.code).toBe(1);
    expect(jsonOf<RefusalDocument>(answer).refused[0]?.code).toBe('FILE_NOT_FOUND');
  });
});

describe('a command that cannot be is refused with a code and a place, and nothing of it is stored', () => {
  const done = async (mutation: string, input: Record<string, unknown>, result?: string): Promise<string> => {
    const { refusal, result: answer } = await product.send(PERSON, mutation, input, result);
    expect(refusal).toBeNull();
    return String(answer?.[result ?? '__typename']);
  };
  const daysAgo = (days: number): string => addDays(product.clock.today(), -days);
  const household = (name: string) => ({ household: name, municipality: UTRECHT });
  const koppeling = () => ({ persons: 4, permitOn: daysAgo(60), coupledOn: daysAgo(30), source: 'COA' });
  const housing = () => ({ kind: 'regular', movedOn: daysAgo(10) });
  const dwellings: Record<string, string> = {};

  beforeAll(async () => {
    for (const name of ['h-1', 'h-2', 'h-3']) await done('koppelingReceive', { ...household(name), ...koppeling() });
    await done('placementRecord', { ...household('h-3'), ...housing() });
    for (const [key, maxPersons] of [
      ['small', 3],
      ['reserved', 6],
    ] as const) {
      const terms = {
        municipality: UTRECHT,
        key,
        bedrooms: 2,
        minPersons: 1,
        maxPersons,
        access: 'stairs',
        from: daysAgo(40),
      };
      dwellings[key] = await done('dwellingOffer', terms, 'id');
    }
    const until = addDays(product.clock.today(), 10);
    await done('dwellingReserve', { dwelling: dwellings['reserved'], household: 'h-1', until });
  });

  describe('at once', () => {
    nothingIsStored();

    test.each<[string, string, () => Record<string, unknown>, string]>([
      [
        'a koppeling of nobody',
        'koppelingReceive',
        () => ({ ...household('h-0'), ...koppeling(), persons: 0 }),
        'NUMBER_OUT_OF_RANGE input.persons',
      ],
      [
        'a koppeling of 99',
        'koppelingReceive',
        () => ({ ...household('h-99'), ...koppeling(), persons: 99 }),
        'NUMBER_OUT_OF_RANGE input.persons',
      ],
      [
        'a placement of nobody',
        'placementRecord',
        () => ({ ...household('h-2'), ...housing(), persons: 0 }),
        'NUMBER_OUT_OF_RANGE input.persons',
      ],
      [
        'a placement of 99',
        'placementRecord',
        () => ({ ...household('h-2'), ...housing(), persons: 99 }),
        'NUMBER_OUT_OF_RANGE input.persons',
      ],
      [
        'a placement before the koppeling',
        'placementRecord',
        () => ({ ...household('h-2'), ...housing(), movedOn: daysAgo(31) }),
        'PLACED_BEFORE_KOPPELING input.movedOn',
      ],
      [
        'a second placement',
        'placementRecord',
        () => ({ ...household('h-3'), ...housing() }),
        'ALREADY_PLACED input.household',
      ],
      [
        'a dwelling that is too small',
        'placementRecord',
        () => ({ ...household('h-2'), ...housing(), dwelling: dwellings['small'] }),
        'DWELLING_TOO_SMALL input.dwelling',
      ],
      [
        'a dwelling that is kept for another',
        'placementRecord',
        () => ({ ...household('h-2'), ...housing(), movedOn: daysAgo(0), dwelling: dwellings['reserved'] }),
        'DWELLING_RESERVED input.dwelling',
      ],
      [
        'a reservation over another',
        'dwellingReserve',
        () => ({ dwelling: dwellings['reserved'], household: 'h-2', until: addDays(product.clock.today(), 5) }),
        'DWELLING_RESERVED input.dwelling',
      ],
    ])('%s', async (_, mutation, input, refusal) => {
      const answer = await product.send(PERSON, mutation, input());
      expect(`${answer.refusal?.code} ${answer.refusal?.path.join('.')}`).toBe(refusal);
      expect(answer.refusal?.message).not.toBe('');
      expect(answer.position).toBeNull();
    });
  });

  test('a yes to an exchange whose term is over', async () => {
    const offered = {
      municipality: ZEIST,
      key: 'over',
      bedrooms: 3,
      minPersons: 1,
      maxPersons: 6,
      access: 'stairs',
      from: daysAgo(40),
    };
    const dwelling = (await product.send('gemeente-zeist', 'dwellingOffer', offered, 'id')).result?.['id'];
    const legs = [{ household: 'h-2', from: UTRECHT, to: ZEIST, dwelling }];
    const proposed = await product.send('coordinator-utrecht', 'exchangePropose', { legs }, 'exchange');
    const exchange = proposed.result?.['exchange'];
    expect(exchange).toBeDefined();
    product.clock.turn(30);
    await product.settled();
    const before = (await product.store.head()).position;
    const { refusal } = await product.send('gemeente-zeist', 'exchangeAccept', { exchange, municipality: ZEIST });
    expect(refusal).toMatchObject({ code: 'EXCHANGE_NOT_OPEN', path: ['input', 'exchange'] });
    expect((await product.store.head()).position).toBe(before);
    product.clock.set(systemClock.now());
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
  ])('%s', async (_, args, refusal) => {
    const { code, document } = await session.answer<RefusalDocument>(['figures', ...args]);
    expect(document.refused.map((each) => each.code)).toEqual([refusal]);
    expect(code).toBe(1);
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
    const [plain, json] = await Promise.all([cli(args), session.answer<RefusalDocument>(args)]);
    expect(plain.code).toBe(2);
    expect(plain.stdout).toBe('');
    expect(plain.stderr).toContain('USAGE');
    expect(json.code).toBe(2);
    expect(json.document.refused[0]?.code).toBe('USAGE');
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
    const answer = await cli(['figures', '--period', '2023-1', '--json'], { DATABASE_URL: product.database.url });
    expect(answer.code).toBe(1);
    expect(jsonOf<RefusalDocument>(answer).refused[0]?.code).toBe('TOKEN_REQUIRED');
  });

  test('refuses a token that it did not sign', async () => {
    const answer = await cli(['figures', '--period', '2023-1', '--json', '--token', 'a.b.c'], {
      DATABASE_URL: product.database.url,
      DATA_FOLDER: product.keyFolder,
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
