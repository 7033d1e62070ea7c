import { ANONYMOUS, type Identity } from '#libs/access';
import { EventLogModule } from '#libs/event-log';
import { eventStoreMigrations, EventStoreModule, type Commanded } from '#libs/event-store';
import { instantOrThrow, manualClock, packageFile, period, type Result } from '#libs/kernel';
import { createTestDatabase, PG_POOL, type TestDatabase } from '#libs/postgres';
import { projectionMigrations, ProjectionsModule } from '#libs/projections';
import type { ImportedFile } from '#libs/tabular';
import { Module } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import { readFileSync } from 'node:fs';
import { SupervisionModule, supervisionProjections } from '../../supervision.module.js';
import { ImportAssessments } from '../import-assessments/import-assessments.command.js';
import { ListAssessments, type AssessmentsQuestion, type ProvinceAssessments } from './list-assessments.query.js';

const operator: Identity = { actor: 'local:1000', role: 'operator', organisation: null };
const HEADER = 'municipality,period,trede,approved_on,reason,remark';

/** The treden of the report, approved on the day after each reference date that the province itself names. */
function tredenOfTheReport(): readonly string[] {
  const [, ...lines] = readFileSync(packageFile('data/reference/treden-utrecht-2022-2-2023-1.csv'), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => `${line.trim()},${line.includes('2022-2') ? '2023-03-01' : '2023-09-01'},,`);
}

describe('the treden of a province', () => {
  let database: TestDatabase;
  let app: TestingModule;
  const clock = manualClock('2023-10-27T10:00:00Z');

  beforeAll(async () => {
    database = await createTestDatabase([...eventStoreMigrations, ...projectionMigrations]);
    @Module({ providers: [{ provide: PG_POOL, useValue: database.pool }], exports: [PG_POOL] })
    class Database {}
    app = await Test.createTestingModule({
      imports: [
        { module: Database, global: true },
        EventStoreModule.forRoot({ clock }),
        EventLogModule.storeTail(),
        ProjectionsModule.forRoot({ projections: supervisionProjections, run: true }),
        SupervisionModule,
      ],
    }).compile();
    await app.init();
    await load([HEADER, ...tredenOfTheReport()]);
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  let reached = 0;
  async function load(lines: readonly string[]): Promise<Result<Commanded<ImportedFile>>> {
    const input = { name: 'treden.csv', bytes: new TextEncoder().encode(lines.join('\n')), dryRun: false };
    const outcome: Result<Commanded<ImportedFile>> = await app
      .get(CommandBus)
      .execute(new ImportAssessments(operator, null, input));
    if (outcome.ok) reached = Math.max(reached, outcome.value.position);
    return outcome;
  }
  const ask = (question: Partial<AssessmentsQuestion>, identity = operator): Promise<Result<ProvinceAssessments>> =>
    app
      .get(QueryBus)
      .execute(
        new ListAssessments(identity, { period: period('2023-1'), province: 'PV26', atLeast: reached, ...question }),
      );
  const valueOf = async (question: Partial<AssessmentsQuestion>, identity = operator): Promise<ProvinceAssessments> => {
    const answer = await ask(question, identity);
    if (!answer.ok) throw new Error(answer.refusals[0]?.code);
    return answer.value;
  };
  const codeOf = async (question: Partial<AssessmentsQuestion>, identity = operator) => {
    const answer = await ask(question, identity);
    return answer.ok ? 'ok' : answer.refusals[0]?.code;
  };

  it('are counted as the report of the province counts them', async () => {
    expect((await valueOf({ period: period('2022-2') })).counts).toEqual({ 1: 17, 2: 9 });
    const { counts, assessments } = await valueOf({});
    expect(counts).toEqual({ 1: 8, 2: 18 });
    expect(assessments).toHaveLength(26);
    expect(assessments[0]).toEqual({
      municipality: 'GM0307',
      name: 'Amersfoort',
      trede: 1,
      approvedOn: '2023-09-01',
      reason: null,
      remark: null,
    });
  });

  it('are empty where nobody was assessed, and unknown before they were approved', async () => {
    expect(await valueOf({ period: period('2021-1') })).toMatchObject({ assessments: [], counts: {} });
    expect((await valueOf({ knownAt: instantOrThrow('2023-08-31T21:59:59Z') })).counts).toEqual({});
    expect((await valueOf({ knownAt: instantOrThrow('2023-08-31T22:00:00Z') })).counts).toEqual({ 1: 8, 2: 18 });
  });

  it('change by a later assessment, and not for who asks what was known before it', async () => {
    expect(await load([HEADER, 'Soest,2023-1,3,2023-10-20,afspraken,'])).toMatchObject({
      value: { result: { added: 1 } },
    });
    expect((await valueOf({})).counts).toEqual({ 1: 8, 2: 17, 3: 1 });
    expect((await valueOf({ knownAt: instantOrThrow('2023-10-01T00:00:00Z') })).counts).toEqual({ 1: 8, 2: 18 });
  });

  it('are refused where a row contradicts another or what is stored', async () => {
    const codes = async (...rows: readonly string[]) => {
      const outcome = await load([HEADER, ...rows]);
      return outcome.ok ? 'ok' : outcome.refusals.map(({ code, path }) => `${code} ${path.join('.')}`).join();
    };
    expect(await codes('Soest,2022-1,1,2022-09-01,,', 'GM0342,2022-1,2,2022-09-01,,')).toBe(
      'ROWS_CONFLICT rows.3.trede',
    );
    expect(await codes('Soest,2022-1,2,2022-09-01,achterstand,', 'Soest,2022-1,2,2022-09-01,voorsprong,')).toBe(
      'ROWS_CONFLICT rows.3.reason',
    );
    expect(await codes('Amersfoort,2023-1,2,2023-09-01,,')).toBe('ASSESSMENT_CONFLICT rows.2.trede');
    expect(await codes('Soest,2022-1,7,2022-09-01,,')).toBe('NUMBER_OUT_OF_RANGE rows.2.trede');
    expect(await codes(...tredenOfTheReport())).toBe('ok');
  });

  it('show the reason that was given last, once', async () => {
    const added = async (reason: string) => {
      const outcome = await load([HEADER, `Zeist,2022-1,2,2022-09-01,${reason},`]);
      return outcome.ok ? outcome.value.result.added : outcome.refusals;
    };
    expect([await added('achterstand'), await added('achterstand van 40'), await added('achterstand')]).toEqual([
      1, 1, 0,
    ]);
    const { assessments } = await valueOf({ period: period('2022-1') });
    expect(assessments).toMatchObject([{ name: 'Zeist', trede: 2, reason: 'achterstand van 40' }]);
    const before = await valueOf({ period: period('2022-1'), knownAt: instantOrThrow('2023-10-01T00:00:00Z') });
    expect(before.assessments).toMatchObject([{ reason: 'achterstand' }]);
  });

  it('are not so much as read from whom bringing them in is not', async () => {
    const input = { name: 'treden.csv', bytes: new TextEncoder().encode('no table of ours'), dryRun: false };
    const supervisor: Identity = { actor: 'demo:s', role: 'supervisor', organisation: null };
    const outcome: Result<unknown> = await app.get(CommandBus).execute(new ImportAssessments(supervisor, null, input));
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'NOT_ALLOWED' }] });
  });

  it('are shown to everybody, as on the map that the province publishes', async () => {
    expect((await valueOf({}, ANONYMOUS)).assessments).toHaveLength(26);
  });

  it('are refused for an unknown province, a moment to come and a position that nobody reached', async () => {
    expect(await codeOf({ province: 'PV99' })).toBe('SCOPE_UNKNOWN');
    expect(await codeOf({ knownAt: instantOrThrow('2023-10-28T00:00:00Z') })).toBe('KNOWN_AT_IN_FUTURE');
    expect(await codeOf({ atLeast: 1_000_000 })).toBe('POSITION_BEYOND_HEAD');
  });
});
