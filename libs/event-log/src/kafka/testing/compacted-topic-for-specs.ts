import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin, Kafka } from 'kafkajs';
import type { JsonObject } from '#libs/kernel';
import { kafkaClient, silent } from '../kafka-client.js';
import { figuresTopic, type KafkaSettings } from '../kafka-settings.js';
import { TopicReader } from '../topic-reader.js';

export interface CompactedTopic {
  /** The last record of each key: what a reader has who begins at the beginning, however far Kafka has compacted. */
  readonly states: ReadonlyMap<string, JsonObject>;
  readonly records: number;
}

/** Reads the topic of figures from the beginning up to its present end. */
export async function readCompactedTopic(settings: KafkaSettings): Promise<CompactedTopic> {
  for (;;) {
    // A busy broker may be late to answer, as everyone who reads must be ready for.
    const read = await readOnce(settings).catch(() => null);
    if (read !== null) return read;
    await sleep(200);
  }
}

async function endsOf(kafka: Kafka, topic: string): Promise<Awaited<ReturnType<Admin['fetchTopicOffsets']>>> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await admin.fetchTopicOffsets(topic);
  } finally {
    await admin.disconnect();
  }
}

async function readOnce(settings: KafkaSettings): Promise<CompactedTopic | null> {
  const topic = figuresTopic(settings);
  const kafka = kafkaClient(settings, silent);
  const ends = await endsOf(kafka, topic);
  const left = new Map(ends.filter(({ low, high }) => low !== high).map((end) => [end.partition, BigInt(end.high)]));
  const states = new Map<string, JsonObject>();
  let records = 0;
  if (left.size === 0) return { states, records };
  return new Promise((resolve, reject) => {
    const reader = new TopicReader({
      kafka,
      topic,
      group: settings.prefix,
      from: ends.map(() => '0'),
      onRecords: (partition, messages) => {
        for (const { key, value, offset } of messages) {
          states.set(String(key), JSON.parse(String(value)) as JsonObject);
          records++;
          if (BigInt(offset) + 1n === left.get(partition)) left.delete(partition);
        }
        if (left.size === 0) void reader.close().then(() => resolve({ states, records }), reject);
        return { kind: 'on' };
      },
      onFailure: () => void reader.close().then(() => resolve(null), reject),
    });
    reader.open().catch(() => void reader.close().then(() => resolve(null), reject));
  });
}
