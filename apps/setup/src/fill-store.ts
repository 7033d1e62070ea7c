import { productModules, seedShippedPolicies } from '#libs/composition';
import { DemoManager, DemoManagerModule, demoClock, loadDemo, type LoadDemo } from '#libs/demo';
import { EVENT_STORE, type EventStore } from '#libs/event-store';
import { RunExchangesModule } from '#libs/exchanges';
import { systemClock, type Clock } from '#libs/kernel';
import { PolicyReader } from '#libs/policy';
import { PG_POOL, runExclusively } from '#libs/postgres';
import { Module, type INestApplicationContext, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import type { Pool } from 'pg';

const POOL_SIZE = 6;

@Module({})
class FillingModule {}

export interface StoreToFill {
  /** Of a database with the schema of this version. */
  readonly url: string;
  readonly keyFolder: string;
  /** Left out: that of the machine, and for moments of recording that of the database. */
  readonly clock?: Clock;
}

export interface Filling {
  readonly demo: boolean;
  readonly progress: (text: string) => void;
  readonly logger?: LoggerService | false;
}

const LOCK = 'fill-store';

/**
 * Puts into a store what it begins with: the policies that ship with the software and, where asked for and the store is empty, the
 * demo. Done again it does nothing; cut off, it goes on where it stopped, under the clock as it was then (docs/decisions/0012). One
 * process at a time does so: two that lived through one half-year would take each other's steps. To be done before anything else runs on the store.
 * @throws when the demo is refused, which is a bug of ours
 */
export async function fillStore(to: StoreToFill, { demo, progress, logger = false }: Filling): Promise<void> {
  const turned = demoClock(to.clock ?? systemClock);
  const clock = demo ? turned : to.clock;
  const manager = new DemoManager();
  // Its commands write to the store and ask the store: no read model and no broker is needed.
  const product = productModules({
    url: to.url,
    keyFolder: to.keyFolder,
    poolSize: POOL_SIZE,
    log: 'store-tail',
    runProjections: false,
    ...(clock === undefined ? {} : { clock }),
  });
  const app = await NestFactory.createApplicationContext(
    { module: FillingModule, imports: [...product, DemoManagerModule.of(manager), RunExchangesModule] },
    { logger, abortOnError: false },
  );
  const seed = () => seedShippedPolicies(app.get<EventStore>(EVENT_STORE));
  const fill = (held: AbortSignal) =>
    demo ? fillWithDemo(app, { clock: turned, manager, seed, progress }, held) : seed();
  const wait = () => progress('Wacht: een ander proces vult deze database, of zij antwoordt niet');
  try {
    await runExclusively(app.get<Pool>(PG_POOL), LOCK, new AbortController().signal, fill, wait);
  } finally {
    await app.close();
  }
}

/** Stops when it is held no more: another process may be at it then. */
async function fillWithDemo(
  app: INestApplicationContext,
  demo: Pick<LoadDemo, 'clock' | 'manager' | 'seed' | 'progress'>,
  held: AbortSignal,
): Promise<void> {
  const bus = app.get(CommandBus, { strict: false });
  const commands = {
    execute: async (command: object): Promise<unknown> => {
      held.throwIfAborted();
      return bus.execute(command);
    },
  };
  const policies = app.get(PolicyReader, { strict: false });
  const loaded = await loadDemo({ ...demo, store: app.get<EventStore>(EVENT_STORE), commands, policies });
  if (loaded.ok) return;
  throw new Error(`De demogegevens zijn geweigerd: ${loaded.refusals.map(({ message }) => message).join('; ')}`);
}
