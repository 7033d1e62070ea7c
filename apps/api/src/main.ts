import 'reflect-metadata';
import { MIGRATIONS, productModules } from '#libs/composition';
import { keySettings, nestLog, processSettings, runService, untilMigrated } from '#libs/service';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApiAdapter } from './api-adapter.js';
import { ApiModule } from './api.module.js';
import { configureApi } from './configure-api.js';
import { API_CONTEXTS } from './contexts.js';

/** Connections for appends, reads and listening: the read models are fed elsewhere. */
const POOL_SIZE = 10;

@Module({})
class ApiProcess {}

// One of several that serve alike. It decides and reads in Postgres and needs no broker: commands are taken while Kafka is away.
await runService({
  name: 'api',
  settings: (env) => ({ ...processSettings(env), ...keySettings(env) }),
  listensItself: true,
  start: async (settings, { log, signal }) => {
    const {
      DATABASE_URL: url,
      DATA_FOLDER: keyFolder,
      METRICS_PORT: metricsPort,
      METRICS_HOST: metricsHost,
    } = settings;
    await untilMigrated(url, MIGRATIONS, { signal, log });
    const process = {
      module: ApiProcess,
      imports: [
        ...productModules({ url, keyFolder, poolSize: POOL_SIZE, log: settings.kafka, runProjections: false }),
        ApiModule.forRoot({ contexts: API_CONTEXTS, metricsPort, metricsHost, mostLag: Infinity }),
      ],
    };
    const app = await NestFactory.create<NestFastifyApplication>(process, createApiAdapter(), {
      logger: nestLog(log),
      abortOnError: false,
    });
    configureApi(app);
    await app.listen(settings.PORT, settings.HOST);
    return { stop: () => app.close() };
  },
});
