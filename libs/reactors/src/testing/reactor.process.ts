import { StoreTailEventLog } from '#libs/event-log';
import { PostgresEventStore } from '#libs/event-store';
import { nextMidnight, systemClock } from '#libs/kernel';
import { createPool } from '#libs/postgres';
import { Deadlines } from '../deadlines.js';
import { Reactors } from '../reactors.js';

/**
 * A process that answers every event and fires every deadline by a row in `effect`, until it is killed:
 * `node reactor.process.js URL NAME`. Says so after each effect; after one whose key its name stands in, it goes on no
 * further: it has had its effect, and waits to be killed before that is kept.
 */
const [url = '', name = ''] = process.argv.slice(2);

const pool = createPool(url);
const store = new PostgresEventStore({ pool });
const log = new StoreTailEventLog(store);

async function effect(key: string): Promise<void> {
  await pool.query('insert into effect (process, key) values ($1, $2)', [name, key]);
  process.stdout.write(`${key}\n`);
  if (key === name) await new Promise<never>(() => undefined);
}

const answering = new Reactors({
  pool,
  store,
  log,
  reactors: [
    {
      name: 'answering',
      begins: 'first',
      pace: 0,
      batchSize: 1,
      react: async ({ events }) => {
        for (const { position } of events) await effect(`event ${position}`);
      },
    },
  ],
});
const timers = new Deadlines({
  pool,
  clock: systemClock,
  pollMs: 20,
  handlers: [
    { name: 'once', fire: ({ key }) => effect(`once ${key}`) },
    { name: 'daily', fire: () => effect('daily'), again: nextMidnight },
  ],
});
answering.start();
timers.start();
process.stdout.write('started\n');
