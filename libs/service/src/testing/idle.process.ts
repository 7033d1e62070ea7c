import { readSettings, runService, serviceSettings, setting } from '../index.js';
import { setTimeout as sleep } from 'node:timers/promises';

// A service that does nothing, for specs: STARTS_AFTER and STOPS_AFTER are milliseconds; says `stop` each time that it is stopped.
await runService({
  name: 'idle',
  settings: (env) =>
    readSettings(env, { ...serviceSettings, STARTS_AFTER: setting.textOr('0'), STOPS_AFTER: setting.textOr('0') }),
  start: async ({ STARTS_AFTER, STOPS_AFTER }, { signal, metrics }) => {
    await sleep(Number(STARTS_AFTER), undefined, { signal });
    metrics.observe('idle', 'Always one', () => 1);
    return {
      health: () => Promise.resolve({ ready: true, details: { colour: 'green' } }),
      stop: async () => {
        await sleep(Number(STOPS_AFTER));
        process.stdout.write('stop\n');
      },
    };
  },
});
