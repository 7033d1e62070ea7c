import { packageFile } from '#libs/kernel';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli, jsonOf, type RefusalDocument } from './support/cli-process.js';
import { fieldOf, goldenQuestions, goldenTreden, type GoldenQuestion } from './support/golden-files.js';
import { startPlatform, type Platform, type Refusal } from './support/platform-process.js';
import { storeFolder, type StoreFolder } from './support/store-folder.js';

/** One platform on a fresh folder, which loads the demo by itself; one on a store that holds the provincial figures alone. */
const platforms: Partial<Record<'report' | 'demo', Platform>> = {};
const platform = (name: 'report' | 'demo'): Platform => {
  const found = platforms[name];
  if (found === undefined) throw new Error(`the platform ${name} was not started`);
  return found;
};
let report: StoreFolder | undefined;
const fresh = mkdtempSync(join(tmpdir(), 'bovenlokaal-platform-'));

beforeAll(async () => {
  chmodSync(fresh, 0o711); // Passable for the server's user when we are root.
  report = await storeFolder();
  const file = packageFile('data/demo/published-province.csv');
  expect(await report.run('import', 'published', file)).toMatchObject({ code: 0 });
  platforms.report = await startPlatform({ DATA_FOLDER: report.folder, DEMO: 'false' });
  platforms.demo = await startPlatform({ DATA_FOLDER: join(fresh, 'store'), DEMO: 'true' });
}, 400_000);

afterAll(async () => {
  await platforms.report?.stop();
  await platforms.demo?.stop();
  await report?.remove();
  rmSync(fresh, { recursive: true, force: true });
}, 60_000);

const FIGURES = `query ($scope: Scope!, $period: Period!, $asOf: LocalDate, $basis: Basis, $knownAt: Instant,
    $administration: Administration, $position: Position, $atLeast: Position) {
  figures(scope: $scope, period: $period, asOf: $asOf, basis: $basis, knownAt: $knownAt,
      administration: $administration, position: $position, atLeast: $atLeast) {
    period scope basis asOf knownAt position taakstelling opening openingSource totalTask realised remaining
    percentOfTaakstelling percentOfTotalTask remarks
    closing { computed computedAtPublication lateCorrections published sumOfMunicipalitiesPublished explained unexplained }
    schedule { expectedShare status paceNeededPerMonth }
    forecast { atLastPeriodsRealisation atRunRate }
  } }`;

interface FiguresAnswer {
  readonly figures: {
    readonly position: number;
    readonly taakstelling: number | null;
    readonly realised: number | null;
    readonly remarks: readonly string[];
    readonly closing: { readonly computed: number; readonly explained: number; readonly unexplained: number };
  };
}

async function figures(
  of: 'report' | 'demo',
  variables: Readonly<Record<string, unknown>>,
  token?: string,
): Promise<FiguresAnswer['figures']> {
  const answer = await platform(of).graphql<FiguresAnswer>(FIGURES, variables, token);
  if (answer.data === undefined || answer.data === null) throw new Error(JSON.stringify(answer.errors));
  return answer.data.figures;
}

const titleOf = (q: GoldenQuestion): string =>
  `${q.period}${q.asOf === null ? '' : ` at ${q.asOf}`}, ${q.basis}, from ${
    q.store === 'report' ? 'the provincial figures alone' : "the demo's municipalities"
  }`;

describe('the golden table, through GraphQL', () => {
  test.each(goldenQuestions().map((question) => [titleOf(question), question] as const))('%s', async (_, question) => {
    const { basis, scope, period, asOf, expected, store } = question;
    const answer = await figures(store, { basis, scope, period, asOf });
    const answered = Object.fromEntries(expected.map(({ field }) => [field, fieldOf(answer, field)]));
    expect(answered).toEqual(Object.fromEntries(expected.map(({ field, value }) => [field, value])));
  });

  test.each([...goldenTreden()])('%s: so many municipalities on each trede', async (period, counts) => {
    const answer = await platform('demo').graphql<{
      readonly assessments: {
        readonly assessments: readonly unknown[];
        readonly counts: readonly { readonly trede: number; readonly municipalities: number }[];
      };
    }>(
      `query ($period: Period!) { assessments(period: $period, province: "PV26") {
         assessments { municipality trede } counts { trede municipalities } } }`,
      { period },
      platform('demo').token('toezichthouder-utrecht'),
    );
    expect(answer.errors).toBeUndefined();
    const found = answer.data?.assessments;
    expect(Object.fromEntries(found?.counts.map((c) => [String(c.trede), c.municipalities]) ?? [])).toEqual(counts);
    expect(found?.assessments).toHaveLength(26);
  });

  test('what is invented says so with the figure that uses it', async () => {
    const { remarks } = await figures('demo', { scope: 'PV26', period: '2023-1' });
    expect(remarks.join('\n')).toMatch(/verzonnen/i);
  });
});

interface Payload {
  readonly position: number | null;
  readonly refusal: Refusal | null;
}

async function mutate(
  name: string,
  type: string,
  input: Readonly<Record<string, unknown>>,
  person = 'toezichthouder-utrecht',
): Promise<Payload> {
  const answer = await platform('demo').graphql<Record<string, Payload>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { position refusal { code message path } } }`,
    { input: { commandId: randomUUID(), ...input } },
    platform('demo').token(person),
  );
  const payload = answer.data?.[name];
  if (payload === undefined) throw new Error(JSON.stringify(answer.errors));
  return payload;
}

describe('the bridge, through GraphQL', () => {
  test('a recorded explanation shrinks what is unexplained, and the moment before it still gives the old answer', async () => {
    const question = { scope: 'PV26', period: '2023-1' };
    const before = await figures('demo', question);
    expect(before.closing).toMatchObject({ computed: -363, explained: 0, unexplained: -43 });
    const moment = new Date().toISOString();
    const { position, refusal } = await mutate('differenceExplain', 'DifferenceExplainInput', {
      ...question,
      amount: -30,
      reason: 'Plaatsingen die het COA later heeft verwerkt',
    });
    expect(refusal).toBeNull();
    const after = await figures('demo', { ...question, atLeast: position });
    expect(after.closing).toMatchObject({ computed: -363, explained: -30, unexplained: -13 });
    expect((await figures('demo', { ...question, knownAt: moment })).closing).toMatchObject({ unexplained: -43 });
    expect((await figures('demo', { ...question, position: before.position })).closing).toEqual(before.closing);
  });

  test('a taakstelling that is lowered in mid-period holds from the day after the announcement', async () => {
    const utrecht = { scope: 'GM0344', period: '2023-1' };
    const supervisor = platform('demo').token('toezichthouder-utrecht');
    const before = await figures('demo', utrecht, supervisor);
    const lowered = (before.taakstelling ?? 0) - 16;
    const { position, refusal } = await mutate('taakstellingAnnounce', 'TaakstellingAnnounceInput', {
      municipality: 'GM0344',
      period: '2023-1',
      persons: lowered,
      announcedOn: '2023-04-03',
      source: 'Verlaging (proef)',
    });
    expect(refusal).toBeNull();
    expect(await figures('demo', { ...utrecht, atLeast: position }, supervisor)).toMatchObject({
      taakstelling: lowered,
    });
    expect(await figures('demo', { ...utrecht, asOf: '2023-04-03' }, supervisor)).toMatchObject({
      taakstelling: before.taakstelling,
    });
    expect(await figures('demo', { ...utrecht, position: before.position }, supervisor)).toEqual(before);
  });
});

describe('bad input is refused with a code, and nothing of it is stored', () => {
  const announcement = {
    municipality: 'GM0344',
    period: '2023-2',
    persons: 10,
    announcedOn: '2023-06-01',
    source: 'Circulaire (proef)',
  };
  const headPosition = async (): Promise<number> => (await figures('demo', { scope: 'NL', period: '2022-1' })).position;
  let before = 0;
  beforeAll(async () => {
    before = await headPosition();
  });
  afterAll(async () => {
    expect(await headPosition()).toBe(before);
  });

  test('a redistribution that changes the sum', async () => {
    const { refusal } = await mutate('taakstellingRedistribute', 'TaakstellingRedistributeInput', {
      period: '2023-2',
      shares: [
        { municipality: 'GM0344', persons: 500 },
        { municipality: 'GM0355', persons: 500 },
      ],
      announcedOn: '2023-08-01',
      source: 'Afspraak (proef)',
    });
    expect(refusal).toMatchObject({ code: 'SUM_CHANGED', path: ['input', 'shares'] });
  });

  test('a version that is not the one that was seen', async () => {
    const { refusal } = await mutate('taakstellingAnnounce', 'TaakstellingAnnounceInput', {
      ...announcement,
      expectedVersion: 99,
    });
    expect(refusal).toMatchObject({ code: 'VERSION_CONFLICT', path: ['input', 'expectedVersion'] });
  });

  test.each([
    ['a future date', { announcedOn: '2199-01-01' }, 'DATE_IN_FUTURE'],
    ['fewer than no persons', { persons: -1 }, 'NUMBER_OUT_OF_RANGE'],
    ['more persons than live anywhere', { persons: 1_000_000_000 }, 'NUMBER_OUT_OF_RANGE'],
    ['an unknown municipality', { municipality: 'GM9999' }, 'MUNICIPALITY_UNKNOWN'],
    ['a source left empty', { source: '' }, 'FIELD_EMPTY'],
    ['another number for the same day', { announcedOn: '2023-05-02', persons: 1 }, 'ANNOUNCEMENT_CONFLICT'],
  ])('%s', async (_, change, code) => {
    const { refusal, position } = await mutate('taakstellingAnnounce', 'TaakstellingAnnounceInput', {
      ...announcement,
      ...change,
    });
    expect(refusal?.code).toBe(code);
    expect(refusal?.message).toMatch(/\S/);
    expect(position).toBeNull();
  });

  test.each([
    ['a wrong period', { period: '2023-3' }, 'PERIOD_INVALID'],
    ['30 February', { announcedOn: '2023-02-30' }, 'DATE_INVALID'],
    ['one person and a half', { persons: 1.5 }, null],
    ['persons as a word', { persons: 'tien' }, null],
    ['persons left out', { persons: null }, null],
  ])('%s does not reach the domain', async (_, change, code) => {
    const answer = await platform('demo').graphql(
      `mutation ($input: TaakstellingAnnounceInput!) { taakstellingAnnounce(input: $input) { position } }`,
      { input: { commandId: randomUUID(), ...announcement, ...change } },
      platform('demo').token('toezichthouder-utrecht'),
    );
    const error = answer.errors?.[0];
    expect(error?.extensions?.code).toMatch(/^[A-Z_]+$/);
    if (code !== null) expect(error?.extensions?.code).toBe(code);
    expect(answer.data ?? null).toBeNull();
  });

  test('a query nested 50 deep', async () => {
    const nested = `{ ${'figures { '.repeat(50)} period ${'} '.repeat(50)} }`;
    const answer = await platform('demo').graphql(nested);
    expect(answer.errors?.[0]?.extensions?.code).toBe('QUERY_TOO_DEEP');
    expect(answer.data ?? null).toBeNull();
  });

  test('somebody else than a supervisor of the province may not announce', async () => {
    const { refusal } = await mutate(
      'taakstellingAnnounce',
      'TaakstellingAnnounceInput',
      announcement,
      'coordinator-utrecht',
    );
    expect(refusal).toMatchObject({ code: 'NOT_ALLOWED' });
  });
});

test('policy is proposed by one person and adopted by another', async () => {
  const { content } = JSON.parse(
    readFileSync(packageFile('libs/taakstelling/policy/figures-2023-01.json'), 'utf8'),
  ) as {
    readonly content: unknown;
  };
  // Of a century in which nothing is asked here.
  const proposal = { policy: 'figures', validFrom: '2100-01-01', source: 'Proef', content };
  const propose = (version: string, person: string): Promise<Payload> =>
    mutate('policyPropose', 'PolicyProposeInput', { ...proposal, version }, person);
  const adopt = async (version: string, person: string): Promise<string> =>
    (await mutate('policyAdopt', 'PolicyAdoptInput', { policy: 'figures', version }, person)).refusal?.code ?? 'done';
  expect(await propose('2100-a', 'toezichthouder-utrecht')).toMatchObject({ refusal: null });
  expect(await propose('2100-b', 'vaststeller-utrecht')).toMatchObject({ refusal: null });
  expect(await adopt('2100-a', 'toezichthouder-utrecht')).toBe('NOT_ALLOWED');
  expect(await adopt('2100-b', 'vaststeller-utrecht')).toBe('POLICY_OWN_PROPOSAL');
  expect(await adopt('2100-c', 'vaststeller-utrecht')).toBe('POLICY_NOT_PROPOSED');
  expect(await adopt('2100-a', 'vaststeller-utrecht')).toBe('done');
  expect(await adopt('2100-a', 'vaststeller-utrecht')).toBe('POLICY_ALREADY_ADOPTED');
});

test('the same command again is done once, and its id with other content is refused', async () => {
  const input = {
    commandId: randomUUID(),
    municipality: 'GM0344',
    on: '2023-06-05',
    persons: 3,
    kind: 'regular',
    administration: 'own',
    source: 'Proef',
  };
  const record = (change: Readonly<Record<string, unknown>>): Promise<Payload> =>
    mutate('realisationRecord', 'RealisationRecordInput', { ...input, ...change }, 'gemeente-utrecht');
  const first = await record({});
  expect(first.refusal).toBeNull();
  expect(await record({})).toEqual(first);
  expect((await record({ persons: 4 })).refusal).toMatchObject({
    code: 'COMMAND_REUSED',
    path: ['input', 'commandId'],
  });
});

describe('the formula of art. 29, from files that the command line brings into the store of a running platform', () => {
  const imported = (kind: string, ...lines: readonly string[]) => {
    const file = join(fresh, `${kind}.csv`);
    writeFileSync(file, `${lines.join('\n')}\n`);
    return cli(['import', kind, file, '--data', join(fresh, 'store'), '--json']);
  };
  const check = async (rounding: string | null, atLeast: number | null): Promise<unknown> => {
    // The check reads the same read model as the figures, and has no position of its own to wait for.
    await figures('demo', { scope: 'NL', period: '2023-1', atLeast });
    const answer = await platform('demo').graphql<{ readonly taakstellingCheck: unknown }>(
      `query ($rounding: RoundingMode) { taakstellingCheck(scope: "PV26", period: "2023-1", rounding: $rounding) {
         vg populationOn inhabitants complete formula municipalities { municipality inhabitants exactShare formula official deviation } } }`,
      { rounding },
    );
    if (answer.data === undefined || answer.data === null) throw new Error(JSON.stringify(answer.errors));
    return answer.data.taakstellingCheck;
  };

  const COUNTS = [
    'municipality,on,persons,source',
    'Amersfoort,2022-01-01,158000,Proef',
    'Zeist,2022-01-01,66000,Proef',
  ];

  test('without populations it is off, and a file with one bad row leaves it off', async () => {
    const vg = '2023-1,NL,taakstelling,21200,2023-01-01,rijk,2022-09-30';
    const published = await imported('published', 'period,scope,figure,value,as_of,source,published_on', vg);
    const refused = await imported('populations', ...COUNTS, 'Amsterdam,2022-01-01,17 miljoen,Proef');
    expect(refused.code).toBe(1);
    expect(jsonOf<RefusalDocument>(refused).refused).toMatchObject([
      { code: 'NUMBER_INVALID', path: ['rows', '4', 'persons'] },
    ]);
    expect(await check(null, jsonOf<{ readonly position: number }>(published).position)).toBeNull();
  });

  test('with them it stands beside the official taakstelling, rounded as asked', async () => {
    const answer = await imported('populations', ...COUNTS, 'Amsterdam,2022-01-01,17376000,Proef');
    const { position, ...rest } = jsonOf<{ readonly position: number }>(answer);
    expect(rest).toMatchObject({ rows: 3, added: 3 });
    // 21,200 × 158,000 / 17,600,000 and × 66,000.
    expect(await check(null, position)).toEqual({
      vg: 21_200,
      populationOn: '2022-01-01',
      inhabitants: 17_600_000,
      complete: false,
      formula: 191 + 80,
      municipalities: [
        {
          municipality: 'GM0307',
          inhabitants: 158_000,
          exactShare: '190.32',
          formula: 191,
          official: 191,
          deviation: 0,
        },
        {
          municipality: 'GM0355',
          inhabitants: 66_000,
          exactShare: '79.50',
          formula: 80,
          official: 79,
          deviation: -1,
        },
      ],
    });
    expect(await check('HALF_UP', position)).toMatchObject({ formula: 190 + 80 });
  });
});
