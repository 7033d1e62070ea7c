import type { Identity } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, InMemoryEventStore, type Commanded, type RecordedEvent } from '#libs/event-store';
import { countingIds, manualClock, municipalityCodeSchema, type JsonObject, type Result } from '#libs/kernel';
import { MunicipalitiesModule } from '#libs/municipalities';
import { PolicyModule } from '#libs/policy';
import type { ImportedFile } from '#libs/tabular';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { seedDwellingsPolicy } from '../../dwellings-policy-seed.js';
import { commandHandlers } from '../index.js';
import { ImportDwellings } from '../import-dwellings/import-dwellings.command.js';
import { OfferDwelling, type OfferInput } from '../offer-dwelling/offer-dwelling.command.js';

export const operator: Identity = { actor: 'local:1000', role: 'operator', organisation: null };
export const zeist: Identity = {
  actor: 'demo:zeist',
  role: 'municipality',
  organisation: municipalityCodeSchema.parse('GM0355'),
};
export const soest: Identity = { ...zeist, actor: 'demo:soest', organisation: municipalityCodeSchema.parse('GM0342') };

/** A family home in Zeist. */
export const familyHome: OfferInput = {
  municipality: 'Zeist',
  key: '3703 AB 12-a',
  bedrooms: 3,
  minPersons: 3,
  maxPersons: 5,
  access: 'stairs',
  rent: 76_543,
  from: '2024-05-01',
};

export interface Desk {
  readonly clock: ReturnType<typeof manualClock>;
  readonly store: InMemoryEventStore;
  run<T = JsonObject>(command: object): Promise<Result<Commanded<T>>>;
  /** The codes and paths of a refused command; empty when it was done. */
  refusals(command: object): Promise<readonly string[]>;
  /** Puts the family home of Zeist on offer, and gives its id. */
  offered(input?: Partial<OfferInput>): Promise<string>;
  importing(
    content: string | Uint8Array,
    options?: { readonly dryRun?: boolean; readonly identity?: Identity; readonly name?: string },
  ): Promise<Result<Commanded<ImportedFile>>>;
  /** What stands in the log, the seeded policy left out. */
  events(): Promise<readonly RecordedEvent[]>;
  close(): Promise<void>;
}

/** The write side with all its handlers, dispatched as in the product, over the in-memory store. 3 May 2024, noon. */
export async function openDesk(now = '2024-05-03T10:00:00Z'): Promise<Desk> {
  const clock = manualClock(now);
  const store = new InMemoryEventStore({ clock });
  await seedDwellingsPolicy(store, countingIds(1_000_000));

  @Module({
    providers: [
      { provide: EVENT_STORE, useValue: store },
      { provide: CLOCK, useValue: clock },
      { provide: IDS, useValue: countingIds() },
    ],
    exports: [EVENT_STORE, CLOCK, IDS],
  })
  class StoreInMemory {}

  const app: INestApplicationContext = await Test.createTestingModule({
    imports: [{ module: StoreInMemory, global: true }, CqrsModule, MunicipalitiesModule, PolicyModule],
    providers: [...commandHandlers],
  }).compile();
  await app.init();
  const bus = app.get(CommandBus, { strict: false });
  const run: Desk['run'] = (command) => bus.execute(command);
  let offers = 0;
  return {
    clock,
    store,
    run,
    refusals: async (command) => {
      const outcome = await run(command);
      return outcome.ok ? [] : outcome.refusals.map(({ code, path }) => `${code} ${path.join('.')}`);
    },
    offered: async (input = {}) => {
      const outcome = await run<{ dwelling: string }>(
        new OfferDwelling(operator, `offer-${++offers}`, { ...familyHome, ...input }),
      );
      if (!outcome.ok) throw new Error(outcome.refusals[0]?.code);
      return outcome.value.result.dwelling;
    },
    importing: (content, { dryRun = false, identity = operator, name = 'woningen.csv' } = {}) => {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      return bus.execute(new ImportDwellings(identity, null, { name, bytes, dryRun }));
    },
    events: async () => (await store.readLog(0, 100_000)).filter(({ type }) => type !== 'PolicyAdopted'),
    close: () => app.close(),
  };
}
