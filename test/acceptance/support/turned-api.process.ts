import 'reflect-metadata';
import { productModules } from '#libs/composition';
import { keySettings, nestLog, processSettings, runService } from '#libs/service';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { API_CONTEXTS, ApiModule, configureApi, createApiAdapter } from '../../../apps/api/src/index.js';
import { clockOfEnvironment } from './turned-clock.js';

const POOL_SIZE = 10;

@Module({})
class TurnedApi {}

// As apps/api, by the clock of the test.
await runService({
  name: 'api',
  settings: (env) => ({ ...processSettings(env), ...keySettings(env) }),
  listensItself: true,
  start: async ({ DATABASE_URL: url, DATA_FOLDER: keyFolder, kafka, PORT, HOST }, { log }) => {
    const clock = clockOfEnvironment();
    const process = {
      module: TurnedApi,
      imports: [
        ...productModules({ url, keyFolder, poolSize: POOL_SIZE, log: kafka, runProjections: false, clock }),
        ApiModule.forRoot({ contexts: API_CONTEXTS, metricsPort: null, mostLag: Infinity }),
      ],
    };
    const app = await NestFactory.create<NestFastifyApplication>(process, createApiAdapter(), {
      logger: nestLog(log),
      abortOnError: false,
    });
    configureApi(app);
    await app.listen(PORT, HOST);
    return { stop: () => app.close() };
  },
});
