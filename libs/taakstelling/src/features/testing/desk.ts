import type { Identity } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, InMemoryEventStore, type Commanded, type RecordedEvent } from '#libs/event-store';
import { countingIds, manualClock, type JsonObject, type Result } from '#libs/kernel';
import { MunicipalitiesModule } from '#libs/municipalities';
import { PolicyModule, seedPolicies } from '#libs/policy';
import type { FileCommand, ImportedFile } from '#libs/tabular';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { figuresPolicySeeds } from '../../figures-policy-seed.js';
import { commandHandlers } from '../index.js';
import type { ImportCommand } from '../import-command.js';

export const operator: Identity = { actor: 'local:1000', role: 'operator', organisation: null };

export interface Desk {
  readonly clock: ReturnType<typeof manualClock>;
  run<T = JsonObject>(command: object): Promise<Result<Commanded<T>>>;
  /** The codes and paths of a refused command; empty when it was done. */
  refusals(command: object): Promise<readonly string[]>;
  importing(
    kind: new (identity: Identity, commandId: string | null, input: FileCommand['input']) => ImportCommand,
    lines: readonly string[],
    options?: { readonly dryRun?: boolean; readonly identity?: Identity },
  ): Promise<Result<Commanded<ImportedFile>>>;
  /** What stands in the log, the seeded policy left out. */
  events(): Promise<readonly RecordedEvent[]>;
  close(): Promise<void>;
}

/** The write side with all its handlers, dispatched as in the product, over the in-memory store that passes the same contract. 27 October 2023, noon. */
export async function openDesk(now = '2023-10-27T10:00:00Z'): Promise<Desk> {
  const clock = manualClock(now);
  const store = new InMemoryEventStore({ clock });
  await seedPolicies(store, figuresPolicySeeds(), countingIds(1_000_000));

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
  return {
    clock,
    run,
    refusals: async (command) => {
      const outcome = await run(command);
      return outcome.ok ? [] : outcome.refusals.map(({ code, path }) => `${code} ${path.join('.')}`);
    },
    importing: (Kind, lines, { dryRun = false, identity = operator } = {}) =>
      bus.execute(
        new Kind(identity, null, { name: 'bestand.csv', bytes: new TextEncoder().encode(lines.join('\n')), dryRun }),
      ),
    events: async () => (await store.readLog(0, 100_000)).filter(({ type }) => type !== 'PolicyAdopted'),
    close: () => app.close(),
  };
}
