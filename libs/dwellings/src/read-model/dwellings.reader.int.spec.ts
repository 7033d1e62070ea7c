import { ANONYMOUS, type Identity } from '#libs/access';
import { EventLogModule } from '#libs/event-log';
import {
  EVENT_STORE,
  eventStoreMigrations,
  EventStoreModule,
  IDS,
  runDecider,
  type Commanded,
  type EventStore,
} from '#libs/event-store';
import { localDate, manualClock, municipalityCodeSchema, type IdSource, type Result } from '#libs/kernel';
import { DefineRegion } from '#libs/municipalities';
import { createTestDatabase, PG_POOL, type TestDatabase } from '#libs/postgres';
import { projectionMigrations, ProjectionsModule } from '#libs/projections';
import { Module } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import { dwellingStream } from '../domain/dwelling.events.js';
import type { DwellingCommand } from '../domain/dwelling.js';
import { DwellingsModule, dwellingProjections } from '../dwellings.module.js';
import { seedDwellingsPolicy } from '../dwellings-policy-seed.js';
import { dwellings } from '../features/stored-deciders.js';
import { OfferDwelling, type OfferInput } from '../features/offer-dwelling/offer-dwelling.command.js';
import { familyHome, operator, soest, zeist } from '../features/testing/desk.js';
import type { DwellingState } from './dwelling-row.js';
import type { DwellingPage } from './dwellings.reader.js';
import { ListDwellings, type SeenDwellings } from './list-dwellings/list-dwellings.query.js';
import { ListVacancies, type Vacancies } from './list-vacancies/list-vacancies.query.js';
import { DWELLING_PARTNERS } from './ports.js';
import { ReadDwelling } from './read-dwelling/read-dwelling.query.js';
import type { SeenDwelling } from './seen-dwelling.js';

const gm = (code: string) => municipalityCodeSchema.parse(code);
const coordinator = (organisation: string): Identity =>
  ({ actor: 'demo:coordinator', role: 'coordinator', organisation }) as Identity;

describe('dwellings as they are shown', () => {
  let database: TestDatabase;
  let app: TestingModule;
  let home: string;
  let flat: string;
  let left: string;
  let reached = 0;
  const clock = manualClock('2024-05-31T10:00:00Z');
  /** Soest takes part in an exchange that holds the family home. */
  const partners = {
    partnersOfDwelling: (id: string) => Promise.resolve(id === home ? [gm('GM0342'), gm('GM0355')] : []),
  };

  beforeAll(async () => {
    database = await createTestDatabase([...eventStoreMigrations, ...projectionMigrations]);
    @Module({
      providers: [
        { provide: PG_POOL, useValue: database.pool },
        { provide: DWELLING_PARTNERS, useValue: partners },
      ],
      exports: [PG_POOL, DWELLING_PARTNERS],
    })
    class Database {}
    app = await Test.createTestingModule({
      imports: [
        { module: Database, global: true },
        EventStoreModule.forRoot({ clock }),
        EventLogModule.storeTail(),
        ProjectionsModule.forRoot({ projections: dwellingProjections, run: true }),
        DwellingsModule,
      ],
    }).compile();
    await app.init();
    await seedDwellingsPolicy(app.get<EventStore>(EVENT_STORE));
    home = await offer({ conditions: ['large-family'] });
    flat = await offer({ key: '14', minPersons: 1, maxPersons: 2, from: '2024-05-11' });
    left = await offer({ key: '16', from: '2024-04-01' });
    await offer({ municipality: 'Soest', key: '1', from: '2024-06-20' });
    const now = clock.now();
    await say(home, {
      type: 'Claim',
      exchange: 'x',
      household: 'h-x',
      persons: 4,
      until: '2024-06-05T10:00:00.000Z' as typeof now,
      now,
    });
    const lived = { household: 'h-1', persons: 4, on: localDate('2024-04-06') };
    await say(left, { type: 'Occupy', ...lived, by: gm('GM0355'), today: localDate('2024-05-31'), now });
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  let commands = 0;
  async function offer(input: Partial<OfferInput>): Promise<string> {
    const command = new OfferDwelling(operator, `o${++commands}`, { ...familyHome, ...input });
    const outcome: Result<Commanded<{ dwelling: string }>> = await app.get(CommandBus).execute(command);
    if (!outcome.ok) throw new Error(outcome.refusals[0]?.code);
    reached = outcome.value.position;
    return outcome.value.result.dwelling;
  }
  async function say(dwelling: string, command: DwellingCommand): Promise<void> {
    const outcome = await runDecider(app.get<EventStore>(EVENT_STORE), {
      actor: 'test',
      commandId: `s${++commands}`,
      content: commands,
      stream: dwellingStream(dwelling),
      expectedVersion: null,
      stored: dwellings(app.get<IdSource>(IDS)),
      command,
      answer: () => null,
    });
    if (!outcome.ok) throw new Error(outcome.refusals[0]?.code);
    reached = outcome.value.position;
  }
  const read = async (dwelling: string, identity: Identity) => {
    const answer: Result<SeenDwelling> = await app.get(QueryBus).execute(new ReadDwelling(identity, dwelling, reached));
    return answer.ok ? answer.value : answer.refusals;
  };
  const list = async (
    identity: Identity,
    asked: { readonly municipality?: string; readonly state?: DwellingState; readonly page?: DwellingPage } = {},
  ) => {
    const { municipality, state = null, page = { first: 20, after: null } } = asked;
    const question = {
      municipality: municipality === undefined ? null : gm(municipality),
      state,
      page,
      atLeast: reached,
    };
    const answer: Result<SeenDwellings> = await app.get(QueryBus).execute(new ListDwellings(identity, question));
    return answer.ok ? answer.value : null;
  };

  it('are shown wholly to their municipality, with who holds them and who lives there', async () => {
    expect(await read(home, zeist)).toMatchObject({
      view: 'all',
      key: '3703 AB 12-a',
      state: 'offered',
      conditions: ['large-family'],
      hold: { kind: 'claim', exchange: 'x', household: 'h-x', until: '2024-06-05T10:00:00.000Z' },
      daysVacant: 30,
      version: 2,
    });
    expect(await read(left, zeist)).toMatchObject({
      state: 'occupied',
      hold: null,
      occupant: { household: 'h-1', persons: 4, since: '2024-04-06' },
      daysVacant: 5,
    });
  });

  it('are shown to who matches in their province or region without number and without people', async () => {
    const region = {
      region: 'RG-MIX',
      name: 'Mix',
      municipalities: ['Zeist', 'Gouda'],
      validFrom: '2024-01-01',
      source: 'test',
    };
    await app.get(CommandBus).execute(new DefineRegion(operator, 'region', region));
    for (const organisation of ['PV26', 'RG-MIX']) {
      expect(await read(home, coordinator(organisation))).toMatchObject({
        view: 'offer',
        key: null,
        hold: { kind: 'claim', exchange: null, household: null, until: null },
        bedrooms: 3,
      });
      const found = await list(coordinator(organisation), { municipality: 'GM0355' });
      expect(found?.rows.map(({ id }) => id)).toEqual([home, flat]);
      expect(JSON.stringify([await read(left, coordinator(organisation)), found])).not.toMatch(/h-1|h-x|3703/);
    }
  });

  it('are shown to a partner in an open exchange, that one dwelling only', async () => {
    expect(await read(home, soest)).toMatchObject({ view: 'offer', key: null });
    expect(await read(flat, soest)).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await list(soest, { municipality: 'GM0355' })).toBeNull();
  });

  it('are to all others as if they were not there', async () => {
    const others: readonly Identity[] = [
      ANONYMOUS,
      coordinator('PV20'),
      { ...zeist, role: 'supervisor', organisation: 'PV26' as Identity['organisation'] },
      { ...zeist, role: 'coa-liaison', organisation: null },
    ];
    for (const identity of others) {
      expect(await read(home, identity)).toEqual(await read('none', identity));
      expect(await list(identity, { municipality: 'GM0355' })).toBeNull();
    }
  });

  it('are listed by municipality, who waits longest first, page by page', async () => {
    const first = await list(zeist, { page: { first: 2, after: null } });
    expect(first).toMatchObject({ hasNext: true });
    expect(first?.rows.map(({ id }) => id)).toEqual([left, home]);
    const rest = await list(zeist, { page: { first: 2, after: ['GM0355', localDate('2024-05-01'), home] } });
    expect(rest).toMatchObject({ hasNext: false, rows: [{ id: flat }] });
    expect((await list(zeist, { state: 'occupied' }))?.rows.map(({ id }) => id)).toEqual([left]);
    expect((await list(operator))?.rows).toHaveLength(4);
  });

  it('are counted where they are empty today, with the median of their days', async () => {
    const vacancies: Result<Vacancies> = await app.get(QueryBus).execute(new ListVacancies(operator, null, reached));
    // The family home for 30 days, the flat for 20; that of Soest is there from 20 June on.
    expect(vacancies).toMatchObject({
      value: { asOf: '2024-05-31', municipalities: [{ municipality: 'GM0355', vacant: 2, medianDays: 25 }] },
    });
  });

  it('are no longer shown as claimed once the claim has expired', async () => {
    clock.set('2024-06-05T10:00:00Z');
    expect(await read(home, zeist)).toMatchObject({ hold: null });
  });
});
