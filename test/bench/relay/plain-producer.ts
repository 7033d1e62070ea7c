import type { KafkaSettings } from '#libs/event-log';
import { randomUUID } from 'node:crypto';
import { eventsTopic, kafkaOf } from './consumers.js';

/** As many in one request as the relay sends at a time. */
const PER_REQUEST = 1_000;

interface Copy {
  readonly partition: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Record<string, Buffer>;
}

/** The records of the topic, with their bytes as they are. */
export async function copyRecords(settings: KafkaSettings, events: number): Promise<readonly Copy[]> {
  const consumer = kafkaOf(settings).consumer({ groupId: `bench-${randomUUID()}` });
  const copies: Copy[] = [];
  await consumer.connect();
  try {
    await consumer.subscribe({ topic: eventsTopic(settings), fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer
        .run({
          autoCommit: false,
          eachBatch: ({ batch }) => {
            for (const { key, value, headers = {} } of batch.messages) {
              if (headers['position'] === undefined || copies.length >= events) continue;
              copies.push({ partition: batch.partition, key, value, headers: headers as Record<string, Buffer> });
            }
            if (copies.length >= events) resolve();
            return Promise.resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return copies;
}

/** Milliseconds that kafkajs alone takes to put these records, acknowledged by all replicas, one request at a time, into an empty topic. */
export async function plainProduce(settings: KafkaSettings, records: readonly Copy[]): Promise<number> {
  const kafka = kafkaOf(settings);
  const admin = kafka.admin();
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  const topic = `${settings.prefix}.bench-${randomUUID()}`;
  await Promise.all([admin.connect(), producer.connect()]);
  try {
    await admin.createTopics({
      waitForLeaders: true,
      topics: [{ topic, numPartitions: 12, replicationFactor: settings.replication }],
    });
    const started = performance.now();
    for (let at = 0; at < records.length; at += PER_REQUEST) {
      await producer.send({ topic, acks: -1, messages: [...records.slice(at, at + PER_REQUEST)] });
    }
    const elapsed = performance.now() - started;
    await admin.deleteTopics({ topics: [topic] });
    return elapsed;
  } finally {
    await Promise.all([admin.disconnect(), producer.disconnect()]);
  }
}
