import type { Identity } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, InMemoryEventStore } from '#libs/event-store';
import { DwellingsModule, dwellingsPolicySeeds } from '#libs/dwellings';
import { ExchangesModule, exchangesPolicySeeds, RunExchangesModule } from '#libs/exchanges';
import { ForumModule } from '#libs/forum';
import {
  addDays,
  type Instant,
  instantOrThrow,
  type LocalDate,
  localDate,
  manualClock,
  periodOf,
  randomIds,
  type Result,
} from '#libs/kernel';
import { KoppelingModule, koppelingPolicySeeds } from '#libs/koppeling';
import { AdoptPolicy, PolicyReader, ProposePolicy, seedPolicies } from '#libs/policy';
import { PG_POOL } from '#libs/postgres';
import { PROJECTION_HOST } from '#libs/projections';
import { HOUSEHOLD_KEYS, InMemoryHouseholdKeys } from '#libs/secrets';
import { SupervisionModule } from '#libs/supervision';
import { figuresPolicySeeds, TaakstellingModule } from '#libs/taakstelling';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { demoFiles } from './demo-files.js';
import { demoClock, type DemoClock } from './life/demo-clock.js';
import { beginningOf, demoLife } from './life/demo-life.js';
import { DemoManager, DemoManagerModule } from './life/demo-manager.js';
import type { DemoStep } from './life/demo-plan.js';
import { loadDemo, type DemoLoaded } from './load-demo.js';

let store: InMemoryEventStore;
let present: ReturnType<typeof manualClock>;
let clock: DemoClock;
let manager: DemoManager;
let keys: InMemoryHouseholdKeys;
let app: INestApplicationContext;

beforeEach(() => fresh());
afterEach(() => app.close());

/** Another store, and a process of the product on it. `seeded`: when it got what the software ships with; left out: long ago. */
async function fresh(seeded: Instant = beginningOf(localDate('2024-06-01'))): Promise<void> {
  present = manualClock('2024-12-20T10:00:00Z');
  clock = demoClock(present);
  store = new InMemoryEventStore({ clock });
  clock.set(seeded);
  await seedPolicies(store, [
    ...figuresPolicySeeds(),
    ...koppelingPolicySeeds(),
    ...dwellingsPolicySeeds(),
    ...exchangesPolicySeeds(),
  ]);
  clock.release();
  keys = new InMemoryHouseholdKeys();
  await open();
}

/** A process of the product on the store. */
async function open(): Promise<void> {
  manager = new DemoManager();

  @Module({
    providers: [
      { provide: EVENT_STORE, useValue: store },
      { provide: CLOCK, useValue: clock },
      { provide: IDS, useValue: randomIds },
      { provide: HOUSEHOLD_KEYS, useValue: keys },
      // Only the readers ask for these two, and nothing is read here.
      { provide: PG_POOL, useValue: {} },
      { provide: PROJECTION_HOST, useValue: { onChanged: () => () => undefined } },
    ],
    exports: [EVENT_STORE, CLOCK, IDS, HOUSEHOLD_KEYS, PG_POOL, PROJECTION_HOST],
  })
  class StoreInMemory {}

  app = await Test.createTestingModule({
    imports: [
      { module: StoreInMemory, global: true },
      DemoManagerModule.of(manager),
      TaakstellingModule,
      SupervisionModule,
      DwellingsModule,
      KoppelingModule,
      ExchangesModule,
      ForumModule,
      RunExchangesModule,
    ],
  }).compile();
  await app.init();
}

const steps = (today: LocalDate): readonly DemoStep[] => demoLife(today).steps;
const nothing = (): readonly DemoStep[] => [];

/** Starts the product at this moment; with `files` given, the machine fails after so many of them, or before the command `fatal`. `counted`: names of the commands that count as files; none: every command. */
function start(
  moment: string,
  files = Number.POSITIVE_INFINITY,
  fatal = '',
  life: (today: LocalDate) => readonly DemoStep[] = nothing,
  counted: readonly string[] = FILES,
): Promise<Result<DemoLoaded>> {
  present.set(moment);
  let left = files;
  const bus = app.get(CommandBus, { strict: false });
  const commands = {
    execute: async (command: object): Promise<unknown> => {
      const { name } = command.constructor;
      if (name === fatal || ((counted.length === 0 || counted.includes(name)) && left-- <= 0))
        throw new Error('the power went');
      return bus.execute(command);
    },
  };
  return loadDemo({ store, commands, policies: app.get(PolicyReader, { strict: false }), clock, manager, life });
}
/** Starts the product on this day; the power goes right after the command of this id, before anything has answered what it brought about. */
async function cutOffAfter(day: string, last: string): Promise<void> {
  present.set(`${day}T09:00:00Z`);
  const bus = app.get(CommandBus, { strict: false });
  let gone = false;
  const commands = {
    execute: async (command: object): Promise<unknown> => {
      const done: unknown = gone ? null : await bus.execute(command);
      gone ||= (command as { readonly commandId: string }).commandId === last;
      if (gone) throw new Error('the power went');
      return done;
    },
  };
  const policies = app.get(PolicyReader, { strict: false });
  await expect(loadDemo({ store, commands, policies, clock, manager, life: steps })).rejects.toThrow('the power went');
  // Another process: it has met no event yet, and knows of no term.
  await app.close();
  await open();
}

const FILES = ['ImportTargets', 'ImportPublished', 'ImportRealisations', 'ImportAssessments'];

const realisedPeriods = async (): Promise<readonly string[]> => {
  const events = await store.readLog(0, 100_000);
  const days = events.flatMap(({ type, effectiveOn }) => (type === 'RealisationRecorded' ? [effectiveOn] : []));
  return [...new Set(days.map((day) => periodOf(localDate(String(day)))))].sort();
};

const rowsOf = (day: string, kind: string): number =>
  demoFiles(localDate(day))
    .filter((file) => file.kind === kind)
    .reduce((rows, file) => rows + file.text.trimEnd().split('\n').length - 1, 0);

const countOf = async (type: string): Promise<number> =>
  (await store.readLog(0, 100_000)).filter((event) => event.type === type).length;

describe.each([
  ['31 December', '2024-12-20', '2025-01-02'],
  ['30 June', '2025-06-25', '2025-07-03'],
])('a load cut off before %s', (_, began, resumed) => {
  // Before any file, before the live ones, between them, before the last.
  test.each([0, 4, 6, 7])(
    'after %i files is finished in the next period, as of the day on which it began',
    async (files) => {
      await expect(start(`${began}T10:00:00Z`, files)).rejects.toThrow('the power went');
      expect(await start(`${resumed}T10:00:00Z`)).toEqual({ ok: true, value: 'loaded' });
      expect(await countOf('TaakstellingAnnounced')).toBe(rowsOf(began, 'targets'));
      expect(await countOf('FigurePublished')).toBe(rowsOf(began, 'published'));
      expect(await countOf('RealisationRecorded')).toBe(rowsOf(began, 'realisations'));
      expect((await realisedPeriods()).at(-1)).toBe(periodOf(localDate(began)));
      const { position } = await store.head();
      expect(await start(`${resumed}T11:00:00Z`)).toEqual({ ok: true, value: 'complete' });
      expect((await store.head()).position).toBe(position);
    },
  );
});

test('a complete demo stays complete, whatever a later release or a later day makes of its files', async () => {
  expect(await start('2024-12-20T10:00:00Z')).toEqual({ ok: true, value: 'loaded' });
  const { position } = await store.head();
  // Another period: every live file has another text now, as if a release had changed it.
  const invented = vi.fn(steps);
  expect(await start('2026-08-01T10:00:00Z', 0, '', invented)).toEqual({ ok: true, value: 'complete' });
  expect((await store.head()).position).toBe(position);
  // Nor is any of it invented again, which takes longer than all else of a start.
  expect(invented).not.toHaveBeenCalled();
});

test('the policy of the demo is proposed by one person and adopted by another, also when it was cut off in between', async () => {
  await expect(start('2024-12-20T10:00:00Z', 0, 'AdoptPolicy')).rejects.toThrow('the power went');
  await expect(start('2025-01-02T10:00:00Z', 0)).rejects.toThrow('the power went');
  const events = (await store.readStream('policy-figures')).slice(1);
  expect(events.map(({ type, meta, data }) => [type, meta.actor, data['version']])).toEqual([
    ['PolicyProposed', 'demo:toezichthouder-utrecht', 'demo-2024-12-20'],
    ['PolicyProposed', 'demo:toezichthouder-utrecht', 'demo-2025-01-02'],
    ['PolicyAdopted', 'demo:vaststeller-utrecht', 'demo-2025-01-02'],
  ]);
});

describe('the half-year of the demo', () => {
  const week = Array.from({ length: 7 }, (_, n) => addDays(localDate('2026-11-23'), n));
  // Every weekday, the first days of periods, and the days on which the clock is turned.
  test.each([...week, '2027-01-01', '2027-07-01', '2026-10-25', '2027-03-28'])(
    'is lived through on %s without a refusal, in the past, and nothing of it happens twice',
    async (day) => {
      await expect(start(`${day}T09:00:00Z`, 0, '', steps)).rejects.toThrow('the power went');
      const lived = await store.readLog(0, 100_000);
      expect(lived.length).toBeGreaterThan(1_500);
      expect(lived.filter(({ recordedAt }) => recordedAt > `${day}T09:00:00.000Z`)).toEqual([]);
      expect(new Set(lived.map(({ recordedAt }) => recordedAt.slice(0, 10))).size).toBeGreaterThan(100);

      expect(await start(`${day}T10:00:00Z`, undefined, '', steps)).toEqual({ ok: true, value: 'loaded' });
      const more = await store.readLog(lived.length, 100_000);
      const files = ['AssessmentRecorded', 'FigurePublished', 'RealisationRecorded', 'TaakstellingAnnounced'];
      expect([...new Set(more.map(({ type }) => type))].sort()).toEqual(files);
    },
    60_000,
  );

  test('cut off in the middle, it goes on where it stopped, also on a later day', async () => {
    const planned = steps(localDate('2026-11-23'));
    const half = Math.round(planned.length / 2);
    await expect(start('2026-11-23T09:00:00Z', half, '', steps, [])).rejects.toThrow('the power went');
    // Another process: it has met no event yet, and knows of no term.
    await app.close();
    await open();
    expect(await start('2026-11-25T09:00:00Z', undefined, '', steps)).toEqual({ ok: true, value: 'loaded' });
    const known = await Promise.all(
      planned.map(({ command, commandId }) => store.findCommand(command.identity.actor, commandId)),
    );
    expect(known).not.toContain(null);
    expect(await countOf('ExchangeCompleted')).toBe(10);
  }, 60_000);
});

describe('given a demo cut off between the last answer of COA and the settlement', () => {
  const DAY = '2026-11-23';
  const lastAnswers = [
    ...new Map(
      demoLife(localDate(DAY))
        .steps.filter(({ command }) => command.constructor.name === 'ConfirmRecoupling')
        .map(({ chain, commandId }) => [chain, commandId] as const),
    ).values(),
  ];

  /** What the half-year gave, whoever was first within a moment. */
  const lived = async (): Promise<readonly string[]> =>
    (await store.readLog(0, 100_000))
      .map(({ recordedAt, type, effectiveOn }) => `${recordedAt} ${type} ${effectiveOn}`)
      .sort();

  describe.each([
    ['of its own', beginningOf(localDate('2024-06-01'))],
    ['in which everything was recorded today', instantOrThrow(`${DAY}T08:00:00.000Z`)],
  ])('in a store %s', (_, seeded) => {
    // An early one and a late one.
    test.each([lastAnswers[0], lastAnswers.at(-4)])(
      'when it goes on, then all comes on the days on which it comes without a cut',
      async (answer = '') => {
        await app.close();
        await fresh(seeded);
        await expect(start(`${DAY}T09:00:00Z`, 0, '', steps)).rejects.toThrow('the power went');
        const uncut = await lived();
        await app.close();
        await fresh(seeded);

        await cutOffAfter(DAY, answer);
        expect((await lived()).length).toBeLessThan(uncut.length);
        await expect(start(`${DAY}T09:00:00Z`, 0, '', steps)).rejects.toThrow('the power went');
        expect(await lived()).toEqual(uncut);
      },
      60_000,
    );
  });
});

// The last two are names that the demo gives its own.
describe.each(['2024-a', 'demo-2024-12-20', 'demo-something'])('policy %s of somebody else', (version) => {
  const policy = 'figures';
  const send = async (command: object): Promise<void> =>
    expect(await app.get(CommandBus, { strict: false }).execute(command)).toMatchObject({ ok: true });
  const propose = async (): Promise<void> => {
    const content = (await app.get(PolicyReader, { strict: false }).adopted(policy))[0]?.content ?? {};
    const supervisor: Identity = { actor: 'somebody', role: 'supervisor', organisation: null };
    const input = { policy, version, validFrom: '2024-01-01', source: 'eigen', content };
    await send(new ProposePolicy(supervisor, 'p', input));
  };
  const adopt = (): Promise<void> => {
    const approver: Identity = { actor: 'somebody else', role: 'supervisor-approver', organisation: null };
    return send(new AdoptPolicy(approver, 'a', { policy, version }));
  };

  test('leaves its store alone when proposed', async () => {
    await propose();
    expect(await start('2024-12-20T10:00:00Z')).toEqual({ ok: true, value: 'not-empty' });
  });

  test('leaves its store alone when adopted', async () => {
    await propose();
    await adopt();
    expect(await start('2024-12-20T10:00:00Z')).toEqual({ ok: true, value: 'not-empty' });
  });
});
