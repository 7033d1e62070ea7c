import type { Identity } from '#libs/access';
import {
  commandHandlers as dwellingHandlers,
  dwellings,
  dwellingStream,
  dwellingsPolicySeeds,
  type Dwelling,
} from '#libs/dwellings';
import { CLOCK, EVENT_STORE, IDS, InMemoryEventStore, type Commanded, type RecordedEvent } from '#libs/event-store';
import { countingIds, manualClock, randomIds, type JsonObject, type MunicipalityCode, type Result } from '#libs/kernel';
import {
  commandHandlers as householdHandlers,
  HOUSEHOLD_PARTNERS,
  HouseholdOpener,
  HouseholdVisibility,
  households,
  householdStream,
  koppelingPolicySeeds,
  type Household,
} from '#libs/koppeling';
import { MunicipalitiesModule } from '#libs/municipalities';
import { PolicyModule, PolicyReader, seedPolicies } from '#libs/policy';
import { HOUSEHOLD_KEYS, InMemoryHouseholdKeys, type HouseholdKeys } from '#libs/secrets';
import { figuresPolicySeeds } from '#libs/taakstelling';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { exchangeStream } from '../domain/exchange.events.js';
import type { Exchange } from '../domain/exchange.js';
import { exchangesPolicySeeds } from '../exchanges-policy-seed.js';
import { commandHandlers } from '../features/index.js';
import { exchangeDeadlines } from '../features/run-exchanges/exchange-deadlines.js';
import { RunExchanges } from '../features/run-exchanges/exchange.reactor.js';
import { ExchangeSteps } from '../features/run-exchanges/exchange-steps.js';
import { exchanges } from '../features/stored-exchanges.js';
import { ExchangeOpener } from '../read-model/exchange-view.js';
import { ExchangeVisibility } from '../read-model/exchange-visibility.js';
import { HouseholdFactsReader } from '../read-model/household-facts.js';
import { FaultyStore } from './faulty-store.js';
import { Sight } from './sight.js';
import { TermsInMemory } from './terms-in-memory.js';

/** A log, keys and read models to begin from, again and again. */
export interface Start {
  readonly store: InMemoryEventStore;
  readonly keys: InMemoryHouseholdKeys;
  readonly sight: Sight;
}

/** 1 May 2024, noon. */
export const START = '2024-05-01T10:00:00.000Z';

export const operator: Identity = { actor: 'local:1000', role: 'operator', organisation: null };
export const official = (municipality: MunicipalityCode): Identity => ({
  actor: `demo:${municipality}`,
  role: 'municipality',
  organisation: municipality,
});
/** Of the province of Utrecht. */
export const coordinator: Identity = {
  actor: 'demo:coordinator',
  role: 'coordinator',
  organisation: 'PV26' as Identity['organisation'],
};
export const coa: Identity = { actor: 'demo:coa', role: 'coa-liaison', organisation: null };

export interface Platform {
  readonly clock: ReturnType<typeof manualClock>;
  readonly store: FaultyStore;
  /** What people see; told of events by whoever wants to know. */
  readonly sight: Sight;
  /** The clock at the start, and a log and keys as they were at a start; without one, empty. */
  begin(from?: Start): void;
  /** How the log and the keys are now. */
  copy(): Start;
  run<T = JsonObject>(command: object): Promise<Result<Commanded<T>>>;
  /** The codes and paths of a refused command; empty when it was done. */
  refusals(command: object): Promise<readonly string[]>;
  exchange(id: string): Promise<Exchange>;
  household(id: string): Promise<Household>;
  dwelling(id: string): Promise<Dwelling>;
  /** Whether what was sealed for a household can still be read. */
  hasKey(household: string): Promise<boolean>;
  events(after?: number): Promise<readonly RecordedEvent[]>;
  /** The process manager: answers so many more events, from where it was; all of them by default. */
  react(most?: number): Promise<void>;
  /** It is given events again that it had answered: it died before it noted how far it was. */
  redeliver(events: number): void;
  /** Fires what is due by the clock. */
  fireDue(): Promise<void>;
  /** When the first open term is over; null: none is open. */
  nextTerm(): string | null;
  close(): Promise<void>;
}

/** The write sides of exchanges, households and dwellings with their handlers, and the process manager, over in-memory adapters. */
export async function openPlatform(): Promise<Platform> {
  const clock = manualClock(START);
  const store = new FaultyStore(clock);
  const sight = new Sight(clock);
  let keys = new InMemoryHouseholdKeys();
  let terms = new TermsInMemory();
  let answered = 0;
  const keyPort: HouseholdKeys = {
    keyOf: (household) => keys.keyOf(household),
    keysOf: (all) => keys.keysOf(all),
    destroy: (household) => keys.destroy(household),
  };

  @Module({
    providers: [
      { provide: EVENT_STORE, useValue: store.port },
      { provide: CLOCK, useValue: clock },
      { provide: IDS, useValue: countingIds() },
      { provide: HOUSEHOLD_KEYS, useValue: keyPort },
    ],
    exports: [EVENT_STORE, CLOCK, IDS, HOUSEHOLD_KEYS],
  })
  class InMemory {}

  const app: INestApplicationContext = await Test.createTestingModule({
    imports: [{ module: InMemory, global: true }, CqrsModule, MunicipalitiesModule, PolicyModule],
    providers: [
      ...householdHandlers,
      ...dwellingHandlers,
      ...commandHandlers,
      HouseholdVisibility,
      HouseholdOpener,
      ExchangeVisibility,
      ExchangeOpener,
      HouseholdFactsReader,
      { provide: HOUSEHOLD_PARTNERS, useValue: sight },
    ],
  })
    // Policies stand in a log of their own, which no history empties.
    .overrideProvider(PolicyReader)
    .useValue(new PolicyReader(await policies()))
    .compile();
  await app.init();
  sight.through(app);
  const bus = app.get(CommandBus, { strict: false });
  const steps = new ExchangeSteps(bus);
  const handlers = exchangeDeadlines(steps);
  const manager = new RunExchanges(
    { set: (deadline) => terms.set(deadline), cancel: (key, position) => terms.cancel(key, position) },
    steps,
    keyPort,
  );
  const folds = {
    exchange: exchanges(randomIds).fold,
    household: households(randomIds).fold,
    dwelling: dwellings(randomIds).fold,
  };
  const run: Platform['run'] = (command) => bus.execute(command);
  return {
    clock,
    store,
    sight,
    begin: (from) => {
      clock.set(START);
      store.begin(from?.store);
      sight.begin(from?.sight);
      keys = new InMemoryHouseholdKeys(from?.keys);
      terms = new TermsInMemory();
      answered = 0;
    },
    copy: () => ({ store: store.copy(), keys: new InMemoryHouseholdKeys(keys), sight: sight.copy() }),
    run,
    refusals: async (command) => {
      const outcome = await run(command);
      return outcome.ok ? [] : outcome.refusals.map(({ code, path }) => `${code} ${path.join('.')}`.trim());
    },
    exchange: async (id) => folds.exchange(await store.port.readStream(exchangeStream(id))),
    household: async (id) => folds.household(await store.port.readStream(householdStream(id))),
    dwelling: async (id) => folds.dwelling(await store.port.readStream(dwellingStream(id))),
    hasKey: async (household) => (await keys.keysOf([household])).has(household),
    events: (after = 0) => store.port.readLog(after, 1_000_000),
    react: async (most = Number.MAX_SAFE_INTEGER) => {
      for (let left = most; left > 0;) {
        const events = await store.port.readLog(answered, Math.min(left, 500));
        const [last] = events.slice(-1);
        if (last === undefined) return;
        await manager.react({ events }, new AbortController().signal);
        answered = last.position;
        left -= events.length;
      }
    },
    redeliver: (events) => {
      answered = Math.max(0, answered - events);
    },
    fireDue: () => terms.fireDue(clock.now(), handlers),
    nextTerm: () => terms.next()?.dueAt ?? null,
    close: () => app.close(),
  };
}

async function policies(): Promise<InMemoryEventStore> {
  const store = new InMemoryEventStore();
  const seeds = [
    ...figuresPolicySeeds(),
    ...koppelingPolicySeeds(),
    ...dwellingsPolicySeeds(),
    ...exchangesPolicySeeds(),
  ];
  await seedPolicies(store, seeds);
  return store;
}
