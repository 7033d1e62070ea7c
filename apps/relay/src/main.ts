import { CATALOGUE, MIGRATIONS, withinCatalogue } from '#libs/composition';
import { Relay, relayProgress } from '#libs/event-log';
import { PostgresEventStore } from '#libs/event-store';
import { createPool } from '#libs/postgres';
import { processSettings, runService, untilMigrated, type Health } from '#libs/service';

/** The store's readings, the position that is kept, and what health asks. */
const POOL_SIZE = 4;

// Brings every event of the store to Kafka, in order. Of several one is active, the others stand by.
await runService({
  name: 'relay',
  settings: processSettings,
  start: async ({ DATABASE_URL: url, kafka }, { log, signal, metrics }) => {
    await untilMigrated(url, MIGRATIONS, { signal, log });
    const pool = createPool(url, POOL_SIZE);
    const store = withinCatalogue(new PostgresEventStore({ pool }));
    const relay = new Relay({ pool, store, settings: kafka, catalogue: CATALOGUE, log });

    /** How far the topic is filled, whichever relay fills it: one that stands by knows from the row that the other saves. */
    const filled = async (): Promise<number> => {
      const { role, position } = relay.status();
      return role === 'active' ? position : ((await relayProgress(pool, kafka.prefix))?.position ?? 0);
    };
    const lag = async (): Promise<number> => Math.max(0, (await store.head()).position - (await filled()));
    metrics.observe('relay_position', 'Position up to which the log is on Kafka', filled);
    metrics.observe('relay_lag', 'Events of the store that are not on Kafka yet', lag);
    metrics.observe('relay_active', '1 for the relay that publishes, 0 for one that stands by', () =>
      relay.status().role === 'active' ? 1 : 0,
    );

    const health = async (): Promise<Health> => {
      const { role, epoch, error } = relay.status();
      const [position, { position: head }] = await Promise.all([filled(), store.head()]);
      const ready = role === 'standby' || (role === 'active' && error === null);
      return { ready, details: { role, epoch, position, head, lag: Math.max(0, head - position), error } };
    };
    const running = relay.run(signal);
    return {
      health,
      broken: running.then(() => new Promise<never>(() => undefined)),
      stop: async () => {
        await running.catch(() => undefined);
        await store.close();
        await pool.end();
      },
    };
  },
});
