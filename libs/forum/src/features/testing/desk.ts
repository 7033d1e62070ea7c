import { CLOCK, EVENT_STORE, IDS, InMemoryEventStore, type Commanded, type RecordedEvent } from '#libs/event-store';
import { countingIds, manualClock, type JsonObject, type Result } from '#libs/kernel';
import { MunicipalitiesModule } from '#libs/municipalities';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { commandHandlers } from '../index.js';

export interface Desk {
  readonly clock: ReturnType<typeof manualClock>;
  run<T = JsonObject>(command: object): Promise<Result<Commanded<T>>>;
  /** Runs a command that must be accepted; the id that it answers. */
  idOf(command: object): Promise<string>;
  /** The codes and paths of a refused command; empty when it was done. */
  refusals(command: object): Promise<readonly string[]>;
  events(): Promise<readonly RecordedEvent[]>;
  close(): Promise<void>;
}

/** The write side with all its handlers, dispatched as in the product, over the in-memory store that passes the same contract. 27 October 2023, noon. */
export async function openDesk(now = '2023-10-27T10:00:00Z'): Promise<Desk> {
  const clock = manualClock(now);
  const store = new InMemoryEventStore({ clock });

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
    imports: [{ module: StoreInMemory, global: true }, CqrsModule, MunicipalitiesModule],
    providers: [...commandHandlers],
  }).compile();
  await app.init();
  const bus = app.get(CommandBus, { strict: false });
  const run: Desk['run'] = (command) => bus.execute(command);
  return {
    clock,
    run,
    idOf: async (command) => {
      const outcome = await run<{ id: string }>(command);
      if (!outcome.ok) throw new Error(outcome.refusals[0]?.code);
      return outcome.value.result.id;
    },
    refusals: async (command) => {
      const outcome = await run(command);
      return outcome.ok ? [] : outcome.refusals.map(({ code, path }) => `${code} ${path.join('.')}`);
    },
    events: () => store.readLog(0, 100_000),
    close: () => app.close(),
  };
}
