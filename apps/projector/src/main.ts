import 'reflect-metadata';
import { MIGRATIONS, readModelModules, readModelStates } from '#libs/composition';
import { EVENT_STORE, type EventStore } from '#libs/event-store';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { nestLog, processSettings, runService, untilMigrated, type Health } from '#libs/service';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

/** Batches of each read model, their positions, and what health asks. */
const POOL_SIZE = 8;

@Module({})
class ProjectorProcess {}

// Feeds the read models from Kafka. Of several, one feeds a read model at a time; the others stand by and take over at once.
await runService({
  name: 'projector',
  settings: processSettings,
  start: async ({ DATABASE_URL: url, kafka }, { log, signal, metrics }) => {
    await untilMigrated(url, MIGRATIONS, { signal, log });
    const process = {
      module: ProjectorProcess,
      imports: readModelModules({ url, poolSize: POOL_SIZE, log: kafka, runProjections: true }),
    };
    const app = await NestFactory.createApplicationContext(process, { logger: nestLog(log), abortOnError: false });
    const store = app.get<EventStore>(EVENT_STORE);
    const host = app.get<ProjectionHost>(PROJECTION_HOST);

    metrics.observeEach('read_model_lag', 'Events that a read model has yet to take in', 'model', async () => {
      return new Map((await readModelStates(host)).map(({ name, lag }) => [name, lag]));
    });
    metrics.observeEach(
      'read_model_halted',
      '1 when a read model stands still at what it cannot take in',
      'model',
      async () => {
        return new Map((await readModelStates(host)).map(({ name, state }) => [name, state === 'halted' ? 1 : 0]));
      },
    );

    const health = async (): Promise<Health> => {
      const [{ position }, readModels] = await Promise.all([store.head(), readModelStates(host)]);
      // Behind is no fault of a projector: it is what Kafka being away, or a rebuild, looks like from here.
      const ready = readModels.every(({ state }) => state !== 'halted');
      return { ready, details: { position, readModels: readModels.map((model) => ({ ...model })) } };
    };
    return { health, stop: () => app.close() };
  },
});
