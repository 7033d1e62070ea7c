import type { KafkaSettings } from '#libs/event-log';
import kafkajs, { type Kafka } from 'kafkajs';
import { randomUUID } from 'node:crypto';

/** A record of the topic as it lies there. */
export interface TopicRecord {
  readonly partition: number;
  readonly offset: string;
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Record<string, Buffer>;
}

const PATIENCE_MS = 60_000;

export const topicOf = ({ prefix }: Pick<KafkaSettings, 'prefix'>): string => `${prefix}.events`;

export const kafkaOf = ({ brokers }: Pick<KafkaSettings, 'brokers'>): Kafka =>
  new kafkajs.Kafka({ brokers: [...brokers], clientId: 'trust', logLevel: kafkajs.logLevel.NOTHING });

/** All records that the topic holds now, those of a partition in their order. Rejects while it is away or being made anew. */
export async function readTopic(settings: KafkaSettings): Promise<readonly TopicRecord[]> {
  const kafka = kafkaOf(settings);
  const topic = topicOf(settings);
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic).finally(() => admin.disconnect());
  const left = new Map(
    ends.filter(({ high, low }) => high !== low).map(({ partition, high }) => [partition, BigInt(high)]),
  );
  const records: TopicRecord[] = [];
  if (left.size === 0) return records;
  const consumer = kafka.consumer({ groupId: `trust-${randomUUID()}` });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('the topic could not be read to its end')), PATIENCE_MS);
      const done = (): void => {
        clearTimeout(late);
        resolve();
      };
      consumer
        .run({
          autoCommit: false,
          eachBatch: ({ batch: { partition, messages } }) => {
            const end = left.get(partition);
            for (const { offset, timestamp, key, value, headers = {} } of end === undefined ? [] : messages) {
              if (end === undefined || BigInt(offset) >= end) continue;
              records.push({ partition, offset, timestamp, key, value, headers: headers as TopicRecord['headers'] });
            }
            const last = messages.at(-1);
            if (end !== undefined && last !== undefined && BigInt(last.offset) + 1n >= end) left.delete(partition);
            if (left.size === 0) done();
            return Promise.resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return records;
}

/** Puts records into the topic once more, as a producer does whose acknowledgement was lost. */
export async function putAgain(settings: KafkaSettings, records: readonly TopicRecord[]): Promise<void> {
  const producer = kafkaOf(settings).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    const messages = records.map(({ partition, timestamp, key, value, headers }) => ({
      partition,
      timestamp,
      key,
      value,
      headers,
    }));
    for (let at = 0; at < messages.length; at += 200) {
      await producer.send({ topic: topicOf(settings), acks: -1, messages: messages.slice(at, at + 200) });
    }
  } finally {
    await producer.disconnect();
  }
}

/** Deletes the topic under everybody who uses it. */
export async function wipeTopic(settings: KafkaSettings): Promise<void> {
  const admin = kafkaOf(settings).admin();
  await admin.connect();
  try {
    await admin.deleteTopics({ topics: [topicOf(settings)] });
  } finally {
    await admin.disconnect();
  }
}
