import 'reflect-metadata';
import { keySettings, nestLog, processSettings, runService } from '#libs/service';
import { NestFactory } from '@nestjs/core';
import { WorkerModule } from '../../../apps/worker/src/worker.module.js';
import { clockOfEnvironment } from './turned-clock.js';

const POOL_SIZE = 8;

// As apps/worker, by the clock of the test.
await runService({
  name: 'worker',
  settings: (env) => ({ ...processSettings(env), ...keySettings(env) }),
  start: async ({ DATABASE_URL: url, DATA_FOLDER: keyFolder, kafka }, { log }) => {
    const clock = clockOfEnvironment();
    const app = await NestFactory.createApplicationContext(
      WorkerModule.forRoot({ url, keyFolder, poolSize: POOL_SIZE, kafka, log, clock }),
      { logger: nestLog(log), abortOnError: false },
    );
    return { stop: () => app.close() };
  },
});
