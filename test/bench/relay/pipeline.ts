import type { KafkaSettings } from '#libs/event-log';
import { PostgresEventStore, type EventStore } from '#libs/event-store';
import { createPool } from '#libs/postgres';
import { FIGURES } from '#libs/taakstelling';
import type { Pool } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Distributed } from '../../processes/distributed.js';
import { startSystem } from '../../processes/system.js';
import { fillStore } from '../rebuild/fill-store.js';

/** How often the read model is asked how far it is. */
const LOOK_MS = 10;
/** A pipeline that takes longer than this over a round stands still. */
const PATIENCE_MS = 600_000;

/**
 * The distributed shape with its APIs and worker held still, so that on one machine the pipeline alone is measured: relay → Kafka →
 * projector → figures.
 */
export interface Pipeline {
  readonly settings: KafkaSettings;
  readonly store: EventStore;
  readonly pool: Pool;
  /** Stores so many events while the relay is held still, lets it go, and answers how many milliseconds later the figures hold them. */
  readonly pass: (events: number, salt: string, progress: (text: string) => void) => Promise<number>;
  readonly stop: () => Promise<void>;
}

export async function startPipeline(): Promise<Pipeline> {
  const system = await startSystem({ DEMO: 'false', LOG_LEVEL: 'warn' });
  const { launcher, settings } = system;
  const pool = createPool(launcher.databaseUrl(), 12);
  const store = new PostgresEventStore({ pool });
  signal(launcher, ['api', 'worker'], 'SIGSTOP');

  const figuresHold = async (position: number): Promise<void> => {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const { rows } = await pool.query<{ position: string }>(
        `select position from projection where name = $1 and role = 'live'`,
        [FIGURES],
      );
      if (Number(rows[0]?.position ?? 0) >= position) return;
      if (Date.now() > deadline) throw new Error(`the figures came no further than ${rows[0]?.position}`);
      await sleep(LOOK_MS);
    }
  };

  return {
    settings,
    store,
    pool,
    pass: async (events, salt, progress) => {
      await figuresHold((await store.head()).position);
      signal(launcher, ['relay'], 'SIGSTOP');
      await fillStore(store, events, progress, salt);
      await pool.query('checkpoint');
      const { position } = await store.head();
      const started = performance.now();
      signal(launcher, ['relay'], 'SIGCONT');
      await figuresHold(position);
      return performance.now() - started;
    },
    stop: async () => {
      signal(launcher, ['relay', 'api', 'worker'], 'SIGCONT');
      await store.close();
      await pool.end();
      await system.stop();
    },
  };
}

function signal(launcher: Distributed, services: readonly string[], name: NodeJS.Signals): void {
  for (const { service, pid } of launcher.processes()) if (services.includes(service)) process.kill(pid, name);
}
