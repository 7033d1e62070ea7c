import 'reflect-metadata';
import { keySettings, nestLog, readSettings, runService, serviceSettings, setting } from '#libs/service';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { configureApi, createApiAdapter } from '../../../apps/api/src/index.js';
import { PlatformModule } from '../../../apps/platform/src/platform.module.js';
import { clockOfEnvironment } from './turned-clock.js';

// As apps/platform on a database that is given, by the clock of the test.
await runService({
  name: 'platform',
  settings: (env) => ({
    ...readSettings(env, { ...serviceSettings, DATABASE_URL: setting.postgresUrl() }),
    ...keySettings(env),
  }),
  listensItself: true,
  start: async ({ DATABASE_URL: url, DATA_FOLDER: keyFolder, PORT, HOST, METRICS_PORT, METRICS_HOST }, { log }) => {
    const clock = clockOfEnvironment();
    const app = await NestFactory.create<NestFastifyApplication>(
      PlatformModule.forRoot({ url, keyFolder, metricsPort: METRICS_PORT, metricsHost: METRICS_HOST, clock }),
      createApiAdapter(),
      { logger: nestLog(log), abortOnError: false },
    );
    configureApi(app);
    await app.listen(PORT, HOST);
    return { stop: () => app.close() };
  },
});
