import 'reflect-metadata';
import { migrateStore } from '#libs/composition';
import { keySettings, nestLog, readSettings, runJob, serviceSettings, setting, untilReachable } from '#libs/service';
import { fillStore } from './fill-store.js';

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
    await fillStore({ url, keyFolder }, { demo, progress: (text) => log.info(text), logger: nestLog(log) });
  },
});
