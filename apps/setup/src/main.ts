import 'reflect-metadata';
import { migrateStore, productModules } from '#libs/composition';
import { keySettings, nestLog, readSettings, runJob, serviceSettings, setting, untilReachable } from '#libs/service';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { fillStore } from './fill-store.js';

const POOL_SIZE = 6;

@Module({})
class SetupProcess {}

// Makes a store ready for all the others, and ends: schema, key, policies, and the demo where asked for.
await runJob({
  name: 'setup',
  settings: (env) => ({
    ...keySettings(env),
    ...readSettings(env, {
      LOG_LEVEL: serviceSettings.LOG_LEVEL,
      DATABASE_URL: setting.postgresUrl(),
      DEMO: setting.flag(),
    }),
  }),
  work: async ({ DATABASE_URL: url, DATA_FOLDER: keyFolder, DEMO: demo = false }, { log, signal }) => {
    const applied = await untilReachable(() => migrateStore(url), { signal, log });
    log.info({ applied }, 'migrated');
    // Its commands write to the store and ask the store: no read model and no broker is needed.
    const imports = productModules({ url, keyFolder, poolSize: POOL_SIZE, log: 'store-tail', runProjections: false });
    const app = await NestFactory.createApplicationContext(
      { module: SetupProcess, imports },
      { logger: nestLog(log), abortOnError: false },
    );
    try {
      await fillStore(app, { demo, progress: (text) => log.info(text) });
    } finally {
      await app.close();
    }
  },
});
