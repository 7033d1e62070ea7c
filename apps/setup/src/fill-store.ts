import { productModules, seedShippedPolicies } from '#libs/composition';
import { beginningOf, DemoManager, DemoManagerModule, demoClock, loadDemo } from '#libs/demo';
import { EVENT_STORE, type EventStore } from '#libs/event-store';
import { RunExchangesModule } from '#libs/exchanges';
import { dateOf, systemClock, type Clock } from '#libs/kernel';
import { PolicyReader } from '#libs/policy';
import { Module, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';

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

/**
 * Puts into a store what it begins with: the policies that ship with the software and, where asked for and the store is empty, the
 * demo. Done again it does nothing; cut off, it goes on. To be done before anything else runs on the store: a demo lives through
 * its half-year by itself.
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
  try {
    const store = app.get<EventStore>(EVENT_STORE);
    // Only of a store in which nothing was recorded yet may anything be recorded in the past (docs/decisions/0012).
    if (demo && (await store.head()).position === 0) turned.set(beginningOf(dateOf(turned.present())));
    await seedShippedPolicies(store);
    if (!demo) return;
    const commands = app.get(CommandBus, { strict: false });
    const policies = app.get(PolicyReader, { strict: false });
    const loaded = await loadDemo({ store, commands, policies, clock: turned, manager, progress });
    if (loaded.ok) return;
    throw new Error(`De demogegevens zijn geweigerd: ${loaded.refusals.map(({ message }) => message).join('; ')}`);
  } finally {
    await app.close();
  }
}
