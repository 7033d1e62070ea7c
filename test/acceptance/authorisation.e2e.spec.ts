import { authorise, couldEver, demoPeople, OPERATIONS, Tokens, type Identity, type Operation } from '#libs/access';
import { addDays, periodOf, systemClock, today, type MunicipalityCode, type ProvinceCode } from '#libs/kernel';
import { createTestDatabase, type TestDatabase } from '#libs/postgres';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlatform, type Platform } from './support/platform-process.js';
import { ROOT_FIELDS, type Declared, type Place, type Things } from './support/root-fields.js';
import { questionFor, rootFieldsOf, type RootField, type Values } from './support/schema-arguments.js';

const PV26 = 'PV26' as ProvinceCode;
const PV27 = 'PV27' as ProvinceCode;
const code = (text: string): MunicipalityCode => text as MunicipalityCode;

/** As the demo people see them: their own, another of their province, and one elsewhere. */
const PLACES = {
  Utrecht: { municipality: code('GM0344'), partner: code('GM0355'), province: PV26 },
  Soest: { municipality: code('GM0342'), partner: code('GM0307'), province: PV26 },
  Amsterdam: { municipality: code('GM0363'), partner: code('GM0392'), province: PV27 },
} as const satisfies Readonly<Record<string, Place>>;
type PlaceName = keyof typeof PLACES;
const PLACE_NAMES = Object.keys(PLACES) as readonly PlaceName[];

const ANONYMOUS: Identity = { actor: 'public', role: 'public', organisation: null };
const OPERATOR: Identity = { actor: 'test:operator', role: 'operator', organisation: null };
const PEOPLE: readonly Identity[] = [...demoPeople(), ANONYMOUS];

/** Asked by the command line, by the platform itself, or of a part of an answer; not by a root field. */
const ASKED_ELSEWHERE: readonly string[] = [
  'population.import',
  'assessment.import',
  'log.verify',
  'log.replay',
  'projection.rebuild',
  'bench.run',
  'graphiql.use',
  'exchange.run',
  'placement.readRows',
  'exchange.readNotes',
  // With an exchange in which it was agreed.
  'exchange.redistribute',
];

const DAY = today(systemClock);
const MONTH_AGO = addDays(DAY, -30);

/** One question of one person about one place. */
interface Cell {
  readonly name: string;
  readonly declared: Declared;
  readonly identity: Identity;
  readonly place: PlaceName;
}

let database: TestDatabase;
let folder: string;
let platform: Platform;
let url: string;
let fields: ReadonlyMap<string, RootField>;
/** By actor. */
const tokens = new Map<string, string>();
const things = new Map<PlaceName, Things>();

beforeAll(async () => {
  database = await createTestDatabase([]);
  folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-matrix-'));
  platform = await startPlatform({ DATABASE_URL: database.url, DATA_FOLDER: folder, DEMO: 'false' });
  url = /GraphQL\s+(http:\S+)\/graphql/.exec(platform.output())?.[1] ?? '';
  const issued = await Tokens.inFolder(folder, systemClock);
  const authors = PLACE_NAMES.map((name) => authorIn(PLACES[name]));
  for (const each of [...demoPeople(), OPERATOR, ...authors])
    tokens.set(each.actor, await issued.issueToken(each, 3600));
  const introspected = await platform.graphql<IntrospectionQuery>(getIntrospectionQuery());
  if (!introspected.data) throw new Error(JSON.stringify(introspected.errors));
  fields = new Map(rootFieldsOf(buildClientSchema(introspected.data)).map((field) => [field.name, field]));
  await Promise.all(PLACE_NAMES.map(async (name) => things.set(name, await furnish(PLACES[name]))));
}, 120_000);

afterAll(async () => {
  await platform.stop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const authorIn = ({ municipality }: Place): Identity => ({
  actor: `test:${municipality}`,
  role: 'municipality',
  organisation: municipality,
});

/** Something of everything in a place, so that who may not see it is refused because of that and not because it is not there. */
async function furnish(place: Place): Promise<Things> {
  const { municipality, partner } = place;
  const receive = async (): Promise<string> => {
    const household = `h-${randomUUID().slice(0, 8)}-1`;
    const koppeling = { persons: 2, permitOn: MONTH_AGO, coupledOn: MONTH_AGO, source: 'COA' };
    await done('koppelingReceive', { household, municipality, ...koppeling });
    return household;
  };
  const offer = (by: MunicipalityCode): Promise<string> => {
    const terms = { bedrooms: 2, minPersons: 1, maxPersons: 4, access: 'stairs', from: MONTH_AGO };
    return done('dwellingOffer', { municipality: by, key: randomUUID().slice(0, 8), ...terms }, 'id');
  };
  const [household, dwelling, offered] = [await receive(), await offer(municipality), await offer(partner)];
  const leg = { household: await receive(), from: municipality, to: partner, dwelling: await offer(partner) };
  const question = { kind: 'question', audience: 'platform', title: 'Inrichting', text: 'Hoe regelt u dat?' };
  const vacancy = { municipality, kind: 'other', on: DAY, title: 'Leegstand', text: 'Een pand staat leeg.' };
  const counted = { on: MONTH_AGO, persons: 1, kind: 'regular', administration: 'own', source: 'proef' };
  const obstacle = await done('obstacleRaise', vacancy, 'id');
  await done('obstacleRefer', { obstacle, on: DAY, team: 'other' });
  const region = `RG-${municipality}`;
  const drawn = { name: 'Proefregio', municipalities: [municipality, partner], validFrom: MONTH_AGO, source: 'proef' };
  await done('regionDefine', { region, ...drawn });
  return {
    ...{ household, dwelling, offered, obstacle, region },
    realisation: await done('realisationRecord', { municipality, ...counted }, 'id'),
    exchange: await done('exchangePropose', { legs: [leg] }, 'exchange'),
    post: await done('forumPost', { municipality, ...question }, 'id', authorIn(place)),
  };
}

/** Carries out a command that must succeed; answers a field of its result. */
async function done(mutation: string, input: Values, result = '__typename', as = OPERATOR): Promise<string> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const { data, errors } = await platform.graphql<Record<string, { result: Record<string, string> | null }>>(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { result { ${result} } refusal { code message path } } }`,
    { input: { commandId: randomUUID(), ...input } },
    tokens.get(as.actor),
  );
  const found = data?.[mutation]?.result?.[result];
  if (found === undefined) throw new Error(JSON.stringify(errors ?? data));
  return found;
}

/** Values that are right in shape, for a question of a place about the things in it. */
function valuesOf({ declared, place: name }: Cell): Values {
  const place = PLACES[name];
  const own = things.get(name);
  if (own === undefined) throw new Error(`${name} was not furnished`);
  return {
    ...{ Int: 1, String: 'tekst', Boolean: true, ID: randomUUID(), LocalDate: DAY, Period: periodOf(DAY) },
    ...{ PolicyContent: {}, MunicipalityCode: place.municipality, Scope: place.municipality },
    commandId: randomUUID(),
    ...{
      household: own.household,
      exchange: own.exchange,
      dwelling: own.dwelling,
      obstacle: own.obstacle,
      post: own.post,
    },
    ...declared.values(place, own),
  };
}

interface Answer {
  readonly data?: Readonly<Record<string, { readonly refusal?: { readonly code: string } | null } | null>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

const fieldOf = (name: string): string => name.replace(/,.*/, '');

const ANSWERED = 'answered';

/** The code of the refusal, or that there was none. A command is refused in its payload, a reading by an error. */
async function ask(cell: Cell): Promise<string> {
  const root = fields.get(fieldOf(cell.name));
  if (root === undefined) throw new Error(`the schema has no ${cell.name}`);
  const { query, variables } = questionFor(root, valuesOf(cell));
  const token = tokens.get(cell.identity.actor);
  const answer: Answer =
    root.operation === 'subscription'
      ? await firstFrame(query, variables, token)
      : await platform.graphql<NonNullable<Answer['data']>>(query, variables, token);
  const [error] = answer.errors ?? [];
  if (error !== undefined) {
    const errorCode = error.extensions?.code ?? error.message;
    return root.operation === 'mutation' ? `an error: ${errorCode}` : errorCode;
  }
  return answer.data?.[root.field.name]?.refusal?.code ?? ANSWERED;
}

/** The first state that a subscription gives, or why it gives none. */
async function firstFrame(query: string, variables: Values, token: string | undefined): Promise<Answer> {
  const headers = {
    'content-type': 'application/json',
    accept: 'text/event-stream',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const body = JSON.stringify({ query, variables });
  const stream = (await fetch(`${url}/graphql/stream`, { method: 'POST', headers, body })).body?.getReader();
  let text = '';
  for (;;) {
    const read = await stream?.read();
    if (read?.value === undefined) throw new Error(`the stream ended without a frame: ${text}`);
    text += Buffer.from(read.value as Uint8Array).toString('utf8');
    const frame = /^data: (\{.*\})$/m.exec(text)?.[1];
    if (frame === undefined) continue;
    await stream?.cancel();
    return JSON.parse(frame) as Answer;
  }
}

/** Whether the policy table gives leave. */
function may({ declared: { operations, also, about }, identity, place }: Cell): boolean {
  const mayDo = (operation: Operation): boolean =>
    about === null
      ? couldEver(identity, operation).ok
      : authorise(identity, operation, about(PLACES[place], identity)).ok;
  return operations.some(mayDo) && (also === null || mayDo(also));
}

/** Every person; of more than one place where it makes a difference to the role. */
function cellsOf(name: string, declared: Declared): readonly Cell[] {
  return PEOPLE.flatMap((identity) => {
    const ever = declared.operations.some((operation) => couldEver(identity, operation).ok);
    return (ever ? PLACE_NAMES : PLACE_NAMES.slice(0, 1)).map((place) => ({ name, declared, identity, place }));
  });
}

/** The answers by person and place, asked all at once. */
async function answersTo(cells: readonly Cell[]): Promise<Readonly<Record<string, string>>> {
  const answers = cells.map(async (cell) => [`${cell.identity.actor} of ${cell.place}`, await ask(cell)] as const);
  return Object.fromEntries(await Promise.all(answers));
}

/** Those that do not read as they must. */
const wrong = (answers: Readonly<Record<string, string>>, right: (code: string) => boolean): Values =>
  Object.fromEntries(Object.entries(answers).filter(([, each]) => !right(each)));

const FIELDS = Object.entries(ROOT_FIELDS);

describe('the policy table and the schema', () => {
  test('know each other: every root field asks leave, and every operation is asked', () => {
    expect([...new Set(Object.keys(ROOT_FIELDS).map(fieldOf))].sort()).toEqual([...fields.keys()].sort());
    const asked = FIELDS.flatMap(([, { operations }]) => operations);
    expect(
      OPERATIONS.filter((operation) => !asked.includes(operation) && !ASKED_ELSEWHERE.includes(operation)),
    ).toEqual([]);
  });
});

describe('who may not is refused', () => {
  test.each(FIELDS)('%s', async (name, declared) => {
    const refusals = name.startsWith('Mutation.') ? ['NOT_ALLOWED', 'NOT_FOUND'] : ['NOT_FOUND'];
    const answers = await answersTo(cellsOf(name, declared).filter((cell) => !may(cell)));
    expect(wrong(answers, (each) => refusals.includes(each))).toEqual({});
  });

  test('and leaves no trace in the log', async () => {
    const actors = PEOPLE.map(({ actor }) => actor);
    const { rows } = await database.pool.query(`select type from event where meta ->> 'actor' = any($1)`, [actors]);
    expect(rows).toEqual([]);
  });
});

describe('who may is not refused for who they are', () => {
  test.each(FIELDS)('%s', async (name, declared) => {
    const answers = await answersTo(cellsOf(name, declared).filter(may));
    const isRight = name.startsWith('Mutation.')
      ? (each: string) => !/^(NOT_ALLOWED|NOT_FOUND|an error: .*)$/.test(each)
      : (each: string) => each === ANSWERED;
    expect(wrong(answers, isRight)).toEqual({});
  });
});
