import { eventStoreMigrations, PostgresEventStore, type EventStore } from '#libs/event-store';
import { createTestDatabase, type TestDatabase } from '#libs/postgres';
import { sharedKafka, type KafkaForSpecs } from '../../testing/kafka-for-specs.js';
import { KafkaEventLog } from '../kafka-event-log.js';
import type { KafkaSettings } from '../kafka-settings.js';
import { eventLogMigrations } from '../relay-migrations.js';
import { Relay, type RelayOptions } from '../relay.js';
import { countedOnly, SPEC_SOURCE } from './catalogue-for-specs.js';

/** A relay that runs until it is stopped. */
export interface RunningRelay {
  readonly relay: Relay;
  /** Lines of its log. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

/** A store on Postgres, a topic of its own on a real broker, and what goes between them. */
export interface KafkaUnderTest {
  readonly database: TestDatabase;
  readonly store: EventStore;
  readonly settings: KafkaSettings;
  readonly log: KafkaEventLog;
  startRelay(change?: Partial<RelayOptions>): RunningRelay;
  close(): Promise<void>;
}

/** @param broker the shared one when left out */
export async function openKafkaUnderTest(broker?: KafkaForSpecs): Promise<KafkaUnderTest> {
  const { brokers, prefix } = broker ?? (await sharedKafka());
  const database = await createTestDatabase([...eventStoreMigrations, ...eventLogMigrations]);
  const store = new PostgresEventStore({ pool: database.pool });
  const settings: KafkaSettings = { brokers, prefix, replication: 1, source: SPEC_SOURCE };
  const log = new KafkaEventLog({
    settings,
    catalogue: countedOnly,
    store,
  });
  const relays = new Set<RunningRelay>();
  return {
    database,
    store,
    settings,
    log,
    startRelay: (change = {}) => {
      const ending = new AbortController();
      const lines: string[] = [];
      const tell = (line: string): void => void lines.push(line);
      const relay = new Relay({
        pool: database.pool,
        store,
        settings,
        catalogue: countedOnly,
        log: { info: tell, error: tell },
        ...change,
      });
      const running = relay.run(ending.signal);
      const started: RunningRelay = {
        relay,
        lines,
        stop: async () => {
          ending.abort();
          relays.delete(started);
          await running;
        },
      };
      relays.add(started);
      return started;
    },
    close: async () => {
      await log.close();
      await Promise.all([...relays].map((relay) => relay.stop()));
      await store.close();
      await database.drop();
    },
  };
}
