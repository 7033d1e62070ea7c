import type { Identity } from '#libs/access';
import { dwellings, dwellingStream, type Dwelling, type DwellingCommand } from '#libs/dwellings';
import {
  CLOCK,
  EVENT_STORE,
  IDS,
  InMemoryEventStore,
  runDecider,
  type Commanded,
  type RecordedEvent,
} from '#libs/event-store';
import {
  countingIds,
  localDate,
  manualClock,
  municipalityCodeSchema,
  type JsonObject,
  type MunicipalityCode,
  type Result,
} from '#libs/kernel';
import { MunicipalitiesModule } from '#libs/municipalities';
import { PolicyModule, policyAdopted, seedPolicies } from '#libs/policy';
import { HOUSEHOLD_KEYS, InMemoryHouseholdKeys } from '#libs/secrets';
import type { ImportedFile } from '#libs/tabular';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import type { HouseholdCommand } from '../../domain/household.commands.js';
import { householdStream } from '../../domain/household.events.js';
import type { Household } from '../../domain/household.js';
import { seedKoppelingPolicy } from '../../koppeling-policy-seed.js';
import { commandHandlers } from '../index.js';
import { COUPLED_HOUSEHOLDS } from '../../read-model/ports.js';
import { ImportKoppelingen, type DeclaredWhole } from '../import-koppelingen/import-koppelingen.command.js';
import { households } from '../stored-deciders.js';
import { coupledInMemory } from './coupled-in-memory.js';

export const SOEST: MunicipalityCode = municipalityCodeSchema.parse('GM0342');
export const ZEIST: MunicipalityCode = municipalityCodeSchema.parse('GM0355');

export const operator: Identity = { actor: 'local:1000', role: 'operator', organisation: null };
export const soest: Identity = { actor: 'demo:soest', role: 'municipality', organisation: SOEST };
export const zeist: Identity = { actor: 'demo:zeist', role: 'municipality', organisation: ZEIST };
export const managerOfSoest: Identity = { actor: 'demo:chef-soest', role: 'municipal-manager', organisation: SOEST };
export const coa: Identity = { actor: 'demo:coa', role: 'coa-liaison', organisation: null };

/** As the figures policy that the context above ships: here only which kinds of housing count is read. */
const figuresPolicy = policyAdopted.parse({
  type: 'PolicyAdopted',
  policy: 'figures',
  version: 'proef',
  validFrom: '2015-01-01',
  validUntil: null,
  content: {
    kinds: {
      regular: { counts: true },
      har: { counts: true },
      'nidos-kso': { counts: true },
      doorstroom: { counts: true },
      foster: { counts: false },
      logeer: { counts: false },
    },
  },
  source: 'proef',
  approvedBy: 'proef',
  knownAt: '2014-12-31T23:00:00.000Z',
});

export interface Desk {
  readonly clock: ReturnType<typeof manualClock>;
  readonly keys: InMemoryHouseholdKeys;
  readonly store: InMemoryEventStore;
  run<T = JsonObject>(command: object): Promise<Result<Commanded<T>>>;
  /** The codes and paths of a refused command; empty when it was done. */
  refusals(command: object): Promise<readonly string[]>;
  importing(
    lines: readonly string[],
    options?: { readonly dryRun?: boolean; readonly identity?: Identity; readonly whole?: DeclaredWhole | null },
  ): Promise<Result<Commanded<ImportedFile>>>;
  /** Puts a dwelling on offer, or does with it what others do. */
  offer(dwelling: string, municipality: MunicipalityCode, maxPersons: number): Promise<void>;
  dwellingDoes(dwelling: string, command: DwellingCommand): Promise<void>;
  /** As exchanges do: no handler, the decider itself. */
  householdDoes(household: string, command: HouseholdCommand): Promise<readonly string[]>;
  household(id: string): Promise<Household>;
  dwelling(id: string): Promise<Dwelling>;
  /** What stands in the log, policies left out. */
  events(): Promise<readonly RecordedEvent[]>;
  close(): Promise<void>;
}

/** The write side with all its handlers, dispatched as in the product, over in-memory adapters that pass the same contracts. 27 October 2023, noon. */
export async function openDesk(now = '2023-10-27T10:00:00Z'): Promise<Desk> {
  const clock = manualClock(now);
  const store = new InMemoryEventStore({ clock });
  const keys = new InMemoryHouseholdKeys();
  const ids = countingIds();
  await seedPolicies(store, [figuresPolicy], countingIds(1_000_000));
  await seedKoppelingPolicy(store, countingIds(2_000_000));

  @Module({
    providers: [
      { provide: EVENT_STORE, useValue: store },
      { provide: CLOCK, useValue: clock },
      { provide: IDS, useValue: ids },
      { provide: HOUSEHOLD_KEYS, useValue: keys },
      { provide: COUPLED_HOUSEHOLDS, useValue: coupledInMemory(store) },
    ],
    exports: [EVENT_STORE, CLOCK, IDS, HOUSEHOLD_KEYS, COUPLED_HOUSEHOLDS],
  })
  class InMemory {}

  const app: INestApplicationContext = await Test.createTestingModule({
    imports: [{ module: InMemory, global: true }, CqrsModule, MunicipalitiesModule, PolicyModule],
    providers: [...commandHandlers],
  }).compile();
  await app.init();
  const bus = app.get(CommandBus, { strict: false });
  const run: Desk['run'] = (command) => bus.execute(command);
  let others = 0;
  const other = () => ({
    actor: 'system:others',
    commandId: `others-${String(++others)}`,
    content: others,
    expectedVersion: null,
    answer: () => null,
  });
  const dwellingDoes: Desk['dwellingDoes'] = async (dwelling, command) => {
    const outcome = await runDecider(store, {
      ...other(),
      stream: dwellingStream(dwelling),
      stored: dwellings(ids),
      command,
    });
    if (!outcome.ok) throw new Error(outcome.refusals[0]?.code);
  };
  return {
    clock,
    keys,
    store,
    run,
    refusals: async (command) => codesOf(await run(command)),
    importing: (lines, { dryRun = false, identity = operator, whole = null } = {}) =>
      bus.execute(
        new ImportKoppelingen(identity, null, {
          name: 'bestand.csv',
          bytes: new TextEncoder().encode(lines.join('\n')),
          dryRun,
          whole,
        }),
      ),
    offer: (dwelling, municipality, maxPersons) =>
      dwellingDoes(dwelling, {
        type: 'Offer',
        dwelling,
        offer: {
          municipality,
          key: dwelling,
          kind: 'dwelling',
          bedrooms: 3,
          minPersons: 1,
          maxPersons,
          access: 'stairs',
          rent: null,
          from: localDate('2023-01-01'),
          until: null,
          conditions: [],
          corporation: null,
        },
        source: 'proef',
        lawfulConditions: [],
      }),
    dwellingDoes,
    householdDoes: async (household, command) =>
      codesOf(
        await runDecider(store, { ...other(), stream: householdStream(household), stored: households(ids), command }),
      ),
    household: async (id) => {
      const { decider, read } = households(ids);
      return (await store.readStream(householdStream(id))).map(read).reduce(decider.evolve, decider.initial);
    },
    dwelling: async (id) => {
      const { decider, read } = dwellings(ids);
      return (await store.readStream(dwellingStream(id))).map(read).reduce(decider.evolve, decider.initial);
    },
    events: async () => (await store.readLog(0, 1_000_000)).filter(({ type }) => type !== 'PolicyAdopted'),
    close: () => app.close(),
  };
}

export const codesOf = (outcome: Result<unknown>): readonly string[] =>
  outcome.ok ? [] : outcome.refusals.map(({ code, path }) => `${code} ${path.join('.')}`);
