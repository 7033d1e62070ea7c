import 'reflect-metadata';
import { MIGRATIONS } from '#libs/composition';
import { Deadlines, Reactors } from '#libs/reactors';
import { keySettings, nestLog, processSettings, runService, untilMigrated, type Health } from '#libs/service';
import { NestFactory } from '@nestjs/core';
import { WorkerModule } from './worker.module.js';

/** What reactors read, their positions and deadlines, and what health asks. */
const POOL_SIZE = 8;

// Does what follows from what happened. Of several, one does each thing at a time; the others stand by.
await runService({
  name: 'worker',
  settings: (env) => ({ ...processSettings(env), ...keySettings(env) }),
  start: async ({ DATABASE_URL: url, DATA_FOLDER: keyFolder, kafka }, { log, signal, metrics }) => {
    await untilMigrated(url, MIGRATIONS, { signal, log });
    const app = await NestFactory.createApplicationContext(
      WorkerModule.forRoot({ url, keyFolder, poolSize: POOL_SIZE, kafka, log }),
      { logger: nestLog(log), abortOnError: false },
    );
    const [reactors, deadlines] = [app.get(Reactors), app.get(Deadlines)];

    const each = async (value: (status: Awaited<ReturnType<Reactors['status']>>[number]) => number) =>
      new Map((await reactors.status()).map((status) => [status.name, value(status)]));
    metrics.observeEach('reactor_lag', 'Events that a reactor has yet to answer', 'reactor', () =>
      each(({ lag }) => lag),
    );
    metrics.observeEach('reactor_halted', '1 when what a reactor does keeps failing', 'reactor', () =>
      each(({ halted }) => (halted === null ? 0 : 1)),
    );
    metrics.observe('deadlines_overdue', 'Deadlines that are due and not fired yet', async () => {
      return (await deadlines.status()).overdue;
    });

    const health = async (): Promise<Health> => {
      const [status, timers] = await Promise.all([reactors.status(), deadlines.status()]);
      const ready = status.every(({ halted }) => halted === null);
      return {
        ready,
        details: {
          reactors: status.map(({ halted, ...one }) => ({ ...one, halted: halted === null ? null : { ...halted } })),
          deadlines: { ...timers, failing: timers.failing.map((one) => ({ ...one })) },
        },
      };
    };
    return { health, stop: () => app.close() };
  },
});
