import { CATALOGUE } from '#libs/composition';
import { KafkaEventLog, recordedEventOf, type KafkaSettings } from '#libs/event-log';
import type { EventStore } from '#libs/event-store';
import kafkajs, { type Kafka } from 'kafkajs';
import { randomUUID } from 'node:crypto';

/** Reads the topic of events from its beginning, and answers how many milliseconds passed until so many events were in hand. */
export type Reading = (events: number) => Promise<number>;

export const eventsTopic = (settings: KafkaSettings): string => `${settings.prefix}.events`;

export const kafkaOf = (settings: KafkaSettings): Kafka =>
  new kafkajs.Kafka({ brokers: [...settings.brokers], clientId: 'bench', logLevel: kafkajs.logLevel.NOTHING });

/** Our adapter: every record checked against its schema and its place, upcast, put in order, whole commits handed over. */
export const ourReading =
  (settings: KafkaSettings, store: EventStore): Reading =>
  async (events) => {
    const log = new KafkaEventLog({
      settings,
      catalogue: CATALOGUE,
      store,
    });
    try {
      return await timed(async (done) => {
        let seen = 0;
        await log.subscribe({
          name: `bench-${randomUUID()}`,
          after: 0,
          batchSize: 5_000,
          pace: 10, // As the projector has it.
          handle: (batch) => {
            seen += batch.events.length;
            if (seen >= events) done();
            return Promise.resolve();
          },
        });
      });
    } finally {
      await log.close();
    }
  };

/**
 * What one writes with kafkajs alone: `eachBatch`, and each record checked against its schema as ours does where `check` says so. Left out is what makes ours
 * a log: places that prove that nothing is missing, the order of the store, whole commits, a bound on what waits.
 */
export const plainReading =
  (settings: KafkaSettings, check: boolean): Reading =>
  async (events) => {
    const consumer = kafkaOf(settings).consumer({ groupId: `bench-${randomUUID()}` });
    const context = { source: settings.source, catalogue: CATALOGUE };
    try {
      return await timed(async (done) => {
        await consumer.connect();
        await consumer.subscribe({ topic: eventsTopic(settings), fromBeginning: true });
        let seen = 0;
        await consumer.run({
          autoCommit: false,
          eachBatch: ({ batch }) => {
            for (const { headers, value } of batch.messages) {
              if (headers?.['position'] === undefined) continue;
              if (check && !recordedEventOf(value, context).ok)
                throw new Error('a record that does not fit its schema');
              seen++;
            }
            if (seen >= events) done();
            return Promise.resolve();
          },
        });
      });
    } finally {
      await consumer.disconnect();
    }
  };

async function timed(start: (done: () => void) => Promise<void>): Promise<number> {
  const started = performance.now();
  await new Promise<void>((resolve, reject) => {
    start(resolve).catch(reject);
  });
  return performance.now() - started;
}
