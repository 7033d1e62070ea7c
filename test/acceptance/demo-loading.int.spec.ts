import 'reflect-metadata';
import { migrateStore, productModules, seedShippedPolicies } from '#libs/composition';
import { DEMO_IDENTITY, demoClock, demoFiles, DemoManager, loadDemo, type DemoLoaded } from '#libs/demo';
import { EVENT_STORE, type EventStore } from '#libs/event-store';
import { EXCHANGE_ENDS, EXCHANGE_STATUSES, ListExchanges } from '#libs/exchanges';
import { localDate, manualClock, type Clock, type LocalDate, type Result } from '#libs/kernel';
import { ListHouseholds } from '#libs/koppeling';
import { MunicipalityRegistry } from '#libs/municipalities';
import { PolicyReader } from '#libs/policy';
import { createTestDatabase, type TestDatabase } from '#libs/postgres';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { AnnounceTaakstelling, FIGURES_POLICY } from '#libs/taakstelling';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillStore } from '../../apps/setup/src/index.js';

@Module({})
class DemoLoadingModule {}

const keyFolder = mkdtempSync(join(tmpdir(), 'bovenlokaal-demo-'));
afterAll(() => rmSync(keyFolder, { recursive: true, force: true }));

let database: TestDatabase;
let app: INestApplicationContext;
let store: EventStore;

const contextOn = (url: string, clock?: Clock): Promise<INestApplicationContext> =>
  NestFactory.createApplicationContext(
    {
      module: DemoLoadingModule,
      imports: productModules({
        url,
        poolSize: 6,
        log: 'store-tail',
        runProjections: false,
        keyFolder,
        ...(clock === undefined ? {} : { clock }),
      }),
    },
    { logger: false },
  );

beforeEach(async () => {
  database = await createTestDatabase();
  await migrateStore(database.url);
  app = await contextOn(database.url);
  store = app.get<EventStore>(EVENT_STORE);
}, 60_000);

afterEach(async () => {
  await app.close();
  await database.drop();
});

const MONDAY = localDate('2025-03-03');
const FRIDAY = localDate('2025-03-07');

/** Loads the files as `npm start` does; with `files` given, the machine fails after so many of them. */
const load = async (today: LocalDate, files = Number.POSITIVE_INFINITY): Promise<Result<DemoLoaded>> => {
  await seedShippedPolicies(store);
  let left = files;
  const bus = app.get(CommandBus, { strict: false });
  const commands = {
    execute: async (command: object): Promise<unknown> => {
      if (command.constructor.name.startsWith('Import') && left-- <= 0) throw new Error('the power went');
      return bus.execute(command);
    },
  };
  const policies = app.get(PolicyReader, { strict: false });
  const clock = demoClock(manualClock(`${today}T10:00:00Z`));
  return loadDemo({ store, commands, policies, clock, manager: new DemoManager(), life: () => [] });
};

const rowsIn = (today: LocalDate, kind: string): number =>
  demoFiles(today)
    .filter((file) => file.kind === kind)
    .reduce((rows, file) => rows + file.text.trimEnd().split('\n').length - 1, 0);

const countOf = async (type: string): Promise<number> => {
  const { rows } = await database.pool.query<{ n: number }>('select count(*)::int as n from event where type = $1', [
    type,
  ]);
  return rows[0]?.n ?? 0;
};

test('an empty store gets every row of the files, and loading again adds nothing', async () => {
  expect(await load(MONDAY)).toEqual({ ok: true, value: 'loaded' });
  expect(await countOf('RealisationRecorded')).toBe(rowsIn(MONDAY, 'realisations'));
  expect(await countOf('TaakstellingAnnounced')).toBe(rowsIn(MONDAY, 'targets'));
  expect(await countOf('FigurePublished')).toBe(rowsIn(MONDAY, 'published'));
  expect(await countOf('AssessmentRecorded')).toBe(rowsIn(MONDAY, 'assessments'));
  const { position } = await store.head();
  expect(await load(FRIDAY)).toEqual({ ok: true, value: 'complete' });
  expect((await store.head()).position).toBe(position);
}, 120_000);

test.each([1, 4, 7])(
  'cut off after %i files, it goes on on a later day and doubles nothing',
  async (files) => {
    await expect(load(MONDAY, files)).rejects.toThrow('the power went');
    expect(await load(FRIDAY)).toEqual({ ok: true, value: 'loaded' });
    expect(await countOf('RealisationRecorded')).toBe(rowsIn(MONDAY, 'realisations'));
    expect(await countOf('TaakstellingAnnounced')).toBe(rowsIn(MONDAY, 'targets'));
    expect(await countOf('FigurePublished')).toBe(rowsIn(MONDAY, 'published'));
  },
  120_000,
);

test('cut off before the first file it still counts as empty', async () => {
  await expect(load(MONDAY, 0)).rejects.toThrow('the power went');
  expect(await load(FRIDAY)).toEqual({ ok: true, value: 'loaded' });
}, 120_000);

test('a store with data of its own is left alone', async () => {
  await seedShippedPolicies(store);
  const announced: Result<unknown> = await app.get(CommandBus, { strict: false }).execute(
    new AnnounceTaakstelling(DEMO_IDENTITY, 'somebody-announced', {
      municipality: 'GM0344',
      period: '2023-1',
      persons: 436,
      announcedOn: '2022-09-30',
      source: 'Circulaire',
    }),
  );
  expect(announced).toMatchObject({ ok: true });
  const { position } = await store.head();
  expect(await load(MONDAY)).toEqual({ ok: true, value: 'not-empty' });
  expect((await store.head()).position).toBe(position);
}, 120_000);

test('our own administration leads from the current period of the demo on, and COA before', async () => {
  await load(MONDAY);
  const policies = app.get(PolicyReader, { strict: false });
  const leading = async (day: string): Promise<unknown> =>
    (await policies.inForce(FIGURES_POLICY, localDate(day)))?.content['leadingAdministration'];
  expect(await leading('2024-07-01')).toMatchObject({ default: 'coa' });
  expect(await leading('2025-01-01')).toMatchObject({ default: 'own' });
}, 120_000);

describe('the whole of it, as a process begins with it', () => {
  const clock = manualClock('2026-11-23T10:00:00Z');
  const operator = { actor: 'local:1000', role: 'operator', organisation: null } as const;
  const told: string[] = [];
  const progress = (text: string): void => void told.push(text);
  const fill = () => fillStore({ url: database.url, keyFolder, clock }, { demo: true, progress });
  const found = async <T>(asked: Promise<Result<{ readonly rows: readonly T[] }>>): Promise<readonly T[]> => {
    const answer = await asked;
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusals));
    return answer.value.rows;
  };
  const page = { first: 100, after: null };

  test('shows exchanges in every state, households of every municipality, and is not loaded twice', async () => {
    // Two processes at once on one fresh store.
    await Promise.all([fill(), fill()]);
    const begun = told.filter((text) => text.startsWith('Demogegevens: huishoudens'));
    expect([begun.length, told.filter((text) => text.startsWith('Wacht: ')).length]).toEqual([1, 1]);
    const { position } = await store.head();
    await fill();
    expect((await store.head()).position).toBe(position);
    expect(await store.verify()).toMatchObject({ ok: true });

    await app.close();
    app = await contextOn(database.url, clock);
    await app.get<ProjectionHost>(PROJECTION_HOST).catchUp();
    const queries = app.get(QueryBus, { strict: false });
    const all = { municipality: null, region: 'PV26', status: null, page, atLeast: position };
    const shown = await found(queries.execute(new ListExchanges(operator, all)));
    expect(new Set(shown.map(({ status }) => status))).toEqual(new Set(EXCHANGE_STATUSES));
    expect(new Set(shown.flatMap(({ end }) => end?.code ?? []))).toEqual(new Set(EXCHANGE_ENDS));

    const municipalities = app.get(MunicipalityRegistry, { strict: false }).ofProvince('PV26');
    let households = 0;
    for (const { code } of municipalities) {
      const question = { municipality: code, status: null, toMunicipality: null, page, atLeast: null };
      const rows = await found(queries.execute(new ListHouseholds(operator, question)));
      expect(rows.length).toBeGreaterThan(0);
      households += rows.length;
    }
    expect(households).toBe(300);
  }, 120_000);
});
