import kafkajs, { type Admin, type Producer } from 'kafkajs';
import type { EventCatalogue } from '#libs/event-catalogue';
import type { RecordedEvent } from '#libs/event-store';
import { EventsTopic } from '../events-topic.js';
import { eventsTopic, type KafkaSettings } from '../kafka-settings.js';
import { PARTITIONS } from '../partition-of.js';
import { byPartition } from '../send-all.js';
import { encodeEvents, encodeWatermarks } from '../relay-encoder.js';

/** As the relay writes it, but with bytes that no relay would write. */
export interface RecordInHand {
  readonly partition: number;
  readonly key: string | null;
  readonly value: Buffer | string | null;
  readonly timestamp: string;
  readonly headers: Record<string, string>;
}

/** The records of the whole store, in order, and how far all partitions are known at the end, as one relay sends them. */
export function recordsOf(
  events: readonly RecordedEvent[],
  context: { readonly source: string; readonly catalogue: EventCatalogue },
  epoch = 1,
): readonly RecordInHand[] {
  const filling = { log: events[0]?.id ?? '', epoch };
  const { records, previous, count } = encodeEvents(events, filling, new Array<number>(PARTITIONS).fill(0), context);
  const last = events.at(-1);
  if (last === undefined || count < events.length)
    throw new Error('a spec writes some events, not none and not very many');
  return [...records, ...encodeWatermarks(last, filling, previous)];
}

/** Which position the record is about. */
export const positionOf = (record: RecordInHand): number => Number(record.headers['position'] ?? Infinity);

/** Writes into the topic of events what nobody should, and takes away what nobody may. */
export class Scribe {
  private constructor(
    private readonly producer: Producer,
    private readonly admin: Admin,
    private readonly topic: string,
  ) {}

  /** With the topic made as the relay makes it. */
  static async withNewTopic(settings: KafkaSettings): Promise<Scribe> {
    const topic = await EventsTopic.open(client(settings), eventsTopic(settings));
    await topic.remake(1, new AbortController().signal);
    await topic.close();
    return Scribe.open(settings);
  }

  /** On the topic as it is. */
  static async open(settings: KafkaSettings): Promise<Scribe> {
    const kafka = client(settings);
    const producer = kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner: byPartition,
    });
    const admin = kafka.admin();
    await Promise.all([producer.connect(), admin.connect()]);
    return new Scribe(producer, admin, eventsTopic(settings));
  }

  async write(records: readonly RecordInHand[]): Promise<void> {
    await this.producer.send({ topic: this.topic, acks: -1, messages: records.map((record) => ({ ...record })) });
  }

  /** Takes the first records of every partition away, up to half of them. */
  async deleteFirstRecords(): Promise<void> {
    const ends = await this.admin.fetchTopicOffsets(this.topic);
    const partitions = ends.map(({ partition, high }) => ({ partition, offset: String(Math.ceil(Number(high) / 2)) }));
    await this.admin.deleteTopicRecords({ topic: this.topic, partitions });
  }

  async deleteTopic(): Promise<void> {
    await this.admin.deleteTopics({ topics: [this.topic] });
  }

  /** So many in all, which nobody can take back. */
  async addPartitions(count: number): Promise<void> {
    await this.admin.createPartitions({ topicPartitions: [{ topic: this.topic, count }] });
  }

  async close(): Promise<void> {
    await Promise.all([this.producer.disconnect(), this.admin.disconnect()]);
  }
}

const client = ({ brokers }: KafkaSettings): kafkajs.Kafka =>
  new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
