import type { Identity } from '#libs/access';
import { CLOCK, EVENT_STORE } from '#libs/event-store';
import { LiveStates } from '#libs/graphql';
import { period, type MunicipalityCode, type Period, type ProvinceCode, type Scope } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { PG_POOL } from '#libs/postgres';
import { PROJECTION_HOST } from '#libs/projections';
import { CqrsModule } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import { FigureEntriesResolver } from './figure-entries.resolver.js';
import { FiguresResolver } from './figures.resolver.js';
import { readModelProviders } from './index.js';
import { readModelResolvers } from './resolvers.js';
import { openDesk, registry, type Desk } from './testing/desk.js';
import {
  announced,
  correctedTo,
  counted,
  countedFor,
  coupled,
  placed,
  policy,
  publishedFigure,
  realised,
} from './testing/recorded-events.js';
import { TaakstellingCheckResolver } from './taakstelling-check.resolver.js';

const who = (role: Identity['role'], organisation: string | null): Identity => ({
  actor: `demo:${role}`,
  role,
  organisation: organisation as MunicipalityCode | ProvinceCode | null,
});
const U = 'GM0344' as Scope;
const P: Period = period('2023-1');

const codeOf = async (answer: Promise<unknown>): Promise<unknown> => {
  try {
    return await answer;
  } catch (error) {
    return (error as { extensions?: { code?: string } }).extensions?.code ?? error;
  }
};

describe('figures for people', () => {
  let desk: Desk;
  let app: TestingModule;
  beforeEach(async () => {
    desk = await openDesk();
    app = await Test.createTestingModule({
      imports: [CqrsModule.forRoot()],
      providers: [
        ...readModelProviders,
        ...readModelResolvers,
        { provide: PG_POOL, useValue: desk.database.pool },
        { provide: EVENT_STORE, useValue: desk.store },
        { provide: PROJECTION_HOST, useValue: desk.host },
        { provide: CLOCK, useValue: desk.clock },
        { provide: MunicipalityRegistry, useValue: registry },
        { provide: LiveStates, useValue: new LiveStates(desk.clock) },
      ],
    }).compile();
    await app.init();
    await desk.tell(
      policy(),
      announced(U, '2023-1', 100, '2022-10-01'),
      realised('a', counted(U, '2023-02-01', 40), { knownAt: '2023-02-02T00:00:00Z' }),
      publishedFigure(U, '2023-1', 'realised', 38, '2023-07-01'),
    );
    await desk.host.catchUp();
  });
  afterEach(async () => {
    app.get(LiveStates).close();
    await app.close();
    await desk.close();
  });

  it('show the public of a municipality only what was published, and of a province the live figures', async () => {
    const resolver = app.get(FiguresResolver);
    const anyone = who('public', null);
    expect(await resolver.figures(anyone, { scope: U, period: P })).toMatchObject({ basis: 'published', realised: 38 });
    expect(await codeOf(resolver.figures(anyone, { scope: U, period: P, basis: 'computed' }))).toBe('NOT_FOUND');
    const province = { scope: 'PV26' as Scope, period: P };
    expect(await resolver.figures(anyone, province)).toMatchObject({ basis: 'computed', realised: 40 });
    const own = who('municipality', U);
    expect(await resolver.figures(own, { scope: U, period: P })).toMatchObject({ basis: 'computed', realised: 40 });
  });

  it('give every municipality of a province in one answer, each as the person may see it', async () => {
    const all = await app
      .get(FiguresResolver)
      .figuresPerMunicipality(who('municipality', U), { scope: 'PV26' as Scope, period: P });
    expect(all.map((f) => [f.scope, f.basis, f.realised])).toEqual([
      ['GM0307', 'published', null],
      ['GM0344', 'computed', 40],
      ['GM0355', 'published', null],
    ]);
  });

  it('come as a state first and again after each change within the scope, never for a change elsewhere or later', async () => {
    const states = await app.get(FiguresResolver).figuresChanged(who('operator', null), U, P);
    expect((await states.next()).value).toMatchObject({ realised: 40 });
    await desk.tell(
      realised('elsewhere', counted('GM0307', '2023-02-01', 1)),
      realised('later', counted(U, '2023-08-01', 1)),
    );
    const position = await desk.tell(realised('b', counted(U, '2023-06-30', 2)));
    const next = await states.next();
    expect(next.value).toMatchObject({ realised: 42 });
    expect((next.value as { position: number }).position).toBeGreaterThanOrEqual(position);
    await states.return?.();
  });

  describe('with a remark about one household, of a one-off action with a name', () => {
    const REMARK = 'gezin van vier, Dorpsstraat';
    const province = { scope: 'PV26' as Scope, period: P };
    const all = ['public', 'coordinator', 'board-reader', 'housing-corporation'] as const;
    beforeEach(async () => {
      await desk.tell(
        realised('h', counted(U, '2023-02-03', 4, { oneOff: 'Actie Dorpsstraat' }), { remark: REMARK }),
        realised('own', counted(U, '2023-02-03', 4, { administration: 'own' }), { remark: REMARK }),
      );
      await desk.host.catchUp();
    });

    it('show neither to those who see a province only as a sum, whoever asked before them', async () => {
      const resolver = app.get(FiguresResolver);
      const inside = [who('supervisor', 'PV26'), who('auditor', null), who('operator', null)];
      const outside = [...all.map((role) => who(role, null)), who('municipality', U), who('supervisor', 'PV27')];
      for (const person of [...inside, ...outside, ...inside]) {
        const text = JSON.stringify(await resolver.figures(person, province));
        expect([person.role, text.includes('Dorpsstraat')]).toEqual([person.role, inside.includes(person)]);
      }
      expect(await resolver.figures(who('public', null), province)).toMatchObject({
        realised: 44,
        forecast: { oneOffs: [{ name: 'eenmalige acties', persons: 4 }] },
        remarks: [expect.stringMatching(/^Bij sommige regels/)],
      });
    });

    it('show both to the municipality itself, and nothing of it to its neighbours', async () => {
      const resolver = app.get(FiguresResolver);
      for (const [organisation, sees] of [
        [U, true],
        ['GM0307', false],
        [U, true],
      ] as const) {
        const seen = await resolver.figuresPerMunicipality(who('municipality', organisation), province);
        expect(JSON.stringify(seen).includes('Dorpsstraat')).toBe(sees);
      }
      expect(await resolver.figures(who('public', null), { scope: U, period: P })).toMatchObject({
        basis: 'published',
        realised: 38,
        remarks: [],
        forecast: { oneOffs: [] },
        closing: { computed: null },
      });
    });

    it('share no live state between one who may see rows and one who may not', async () => {
      const resolver = app.get(FiguresResolver);
      for (const [role, organisation, sees] of [
        ['supervisor', 'PV26', true],
        ['public', null, false],
        ['supervisor', 'PV27', false],
      ] as const) {
        const states = await resolver.figuresChanged(who(role, organisation), 'PV26' as Scope, P);
        expect(JSON.stringify((await states.next()).value).includes('Dorpsstraat')).toBe(sees);
      }
    });

    it('tell the list of one administration of a province, which one municipality may keep alone, to nobody outside', async () => {
      const resolver = app.get(FiguresResolver);
      const own = { ...province, administration: 'own' as const };
      expect(await resolver.figures(who('supervisor', 'PV26'), own)).toMatchObject({ basis: 'computed', realised: 4 });
      for (const role of all) {
        expect(await resolver.figures(who(role, null), own)).toMatchObject({ basis: 'published', realised: null });
        expect(await codeOf(resolver.figures(who(role, null), { ...own, basis: 'computed' }))).toBe('NOT_FOUND');
      }
    });
  });

  it('tell one who sees a municipality as published by no state that something moved there', async () => {
    const resolver = app.get(FiguresResolver);
    const states = await resolver.figuresChanged(who('public', null), U, P);
    const inside = await resolver.figuresChanged(who('municipality', U), U, P);
    expect((await states.next()).value).toMatchObject({ realised: 38 });
    expect((await inside.next()).value).toMatchObject({ realised: 40 });
    const next = states.next();
    await desk.tell(realised('b', counted(U, '2023-06-30', 4)));
    expect((await inside.next()).value).toMatchObject({ realised: 44 });
    await desk.tell(publishedFigure(U, '2023-1', 'realised', 39, '2023-07-01', { on: '2023-12-01' }));
    expect((await next).value).toMatchObject({ realised: 39 });
  });

  it('refuse a subscription to what one may not see at once', async () => {
    expect(await codeOf(app.get(FiguresResolver).figuresChanged(who('public', null), 'GM9999' as Scope, P))).toBe(
      'SCOPE_UNKNOWN',
    );
  });

  it('show the rows behind a figure, late corrections with their reason, to those who may see rows only', async () => {
    const row = counted(U, '2023-02-01', 40);
    await desk.tell(
      correctedTo('a', row, { ...row, persons: 39 }, { knownAt: '2023-09-01T00:00:00Z', reason: 'dubbel' }),
    );
    await desk.host.catchUp();
    const resolver = app.get(FigureEntriesResolver);
    const asked = { scope: U, period: P, knownAfter: '2023-07-01T00:00:00.000Z' as never };
    const { entries } = await resolver.figureEntries(who('municipality', U), asked);
    expect(entries.map((e) => [e.persons, e.cause, e.reason])).toEqual([
      [39, 'corrected', 'dubbel'],
      [-40, 'reversed', 'dubbel'],
    ]);
    for (const other of [who('public', null), who('municipality', 'GM0307'), who('supervisor', 'PV27')])
      expect(await codeOf(resolver.figureEntries(other, { scope: 'PV26' as Scope, period: P }))).toBe('NOT_FOUND');
    const supervisor = who('supervisor', 'PV26');
    expect((await resolver.figureEntries(supervisor, { scope: 'PV26' as Scope, period: P })).entries).toHaveLength(3);
    for (const [code, more] of [
      ['KNOWN_AT_IN_FUTURE', { knownAt: '2026-01-01T12:00:00.001Z' as never }],
      ['POSITION_BEYOND_HEAD', { position: 1_000 }],
    ] as const)
      expect(await codeOf(resolver.figureEntries(supervisor, { scope: U, period: P, ...more }))).toBe(code);
  });

  it('show a placement to its own municipality, and to the supervisor only added up with those of its month', async () => {
    const household = { municipality: U, coupledOn: '2023-02-01' };
    for (const [id, persons, on] of [
      ['h1', 4, '2023-03-03'],
      ['h2', 2, '2023-03-20'],
      ['h3', 1, '2023-04-04'],
    ] as const) {
      await desk.tell(coupled({ ...household, id, persons }));
      await desk.tell(placed(id, countedFor(U, on, persons), persons));
    }
    await desk.host.catchUp();
    const resolver = app.get(FigureEntriesResolver);
    const seenBy = async (somebody: Identity) =>
      (await resolver.figureEntries(somebody, { scope: U, period: P })).entries
        .filter(({ cause }) => cause.startsWith('placement'))
        .map(({ effectiveOn, persons, cause }) => [effectiveOn, persons, cause]);
    expect(await seenBy(who('municipality', U))).toEqual([
      ['2023-04-04', 1, 'placement'],
      ['2023-03-20', 2, 'placement'],
      ['2023-03-03', 4, 'placement'],
    ]);
    expect(await seenBy(who('supervisor', 'PV26'))).toEqual([
      ['2023-04-01', 1, 'placements-of-month'],
      ['2023-03-01', 6, 'placements-of-month'],
    ]);
  });

  it('check official taakstellingen against art. 29, and are silent about it where no populations are loaded', async () => {
    const resolver = app.get(TaakstellingCheckResolver);
    expect(await resolver.taakstellingCheck(who('public', null), U, P)).toBeNull();
    const people = (municipality: string, persons: number, remark: string | null = null) => ({
      stream: `population-${municipality}`,
      event: {
        type: 'PopulationCounted' as const,
        municipality: municipality as MunicipalityCode,
        on: '2022-01-01' as never,
        persons,
        source: 'CBS',
        knownAt: null,
        remark,
      },
    });
    await desk.tell(
      publishedFigure('NL', '2023-1', 'taakstelling', 300, '2023-01-01', { source: 'rijk', remark: 'circulaire' }),
      announced(U, '2023-1', 100, '2022-10-02', 'fixed', 'tweede brief'),
      people('GM0307', 1000, 'verzonnen telling'),
      people('GM0344', 2000),
    );
    await desk.host.catchUp();
    const half = await resolver.taakstellingCheck(who('public', null), U, P);
    expect(half).toMatchObject({ complete: false });
    await desk.tell(people('GM0355', 3001));
    await desk.host.catchUp();
    expect(await resolver.taakstellingCheck(who('public', null), U, P)).toMatchObject({
      vg: 300,
      rounding: 'CEIL',
      populationOn: '2022-01-01',
      inhabitants: 6001,
      complete: true,
      exactShare: '99.98',
      formula: 100,
      official: 100,
      deviation: 0,
      remarks: ['verzonnen telling', 'circulaire', 'tweede brief'],
    });
    const provincial = await resolver.taakstellingCheck(who('public', null), 'PV26' as Scope, P, 'LARGEST_REMAINDER');
    expect(provincial).toMatchObject({ exactShare: '300.00', formula: 300 });
  });
});
