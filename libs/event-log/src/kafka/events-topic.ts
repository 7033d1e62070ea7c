import type { Admin, Kafka, Producer } from 'kafkajs';
import { isUnknownTopic } from './kafka-client.js';
import { PARTITIONS } from './partition-of.js';
import type { OutgoingRecord } from './record.js';
import { byPartition, sendAll } from './send-all.js';
import { pause } from './waker.js';

/** Brokers acknowledge within this time, in ms, or say that they cannot. */
const ACK_MS = 5_000;
const ASK_EVERY = 50;
const READY_MS = 10_000;
/** All partitions in one request, of events that JSON makes somewhat larger than they were counted. */
const MOST_MESSAGE_BYTES = 16_777_216;
const FOR_EVER = '-1';
const NO_LIMIT = '9223372036854775807';
/** A segment is closed after this span of record time: refilled, years of history would otherwise fall into a file per week. */
const SEGMENT_MS = String(365 * 86_400_000);

/** The topic of events as the relay handles it. Rejects with errors of kafkajs when brokers are away; then close it and open another. */
export class EventsTopic {
  readonly #producer: Producer;
  readonly #admin: Admin;

  private constructor(
    kafka: Kafka,
    private readonly name: string,
  ) {
    this.#admin = kafka.admin();
    this.#producer = kafka.producer({
      allowAutoTopicCreation: false,
      // One at a time, in order. Not idempotent: what is sent twice is known to readers, and kafkajs's idempotent producer can get stuck.
      maxInFlightRequests: 1,
      idempotent: false,
      createPartitioner: byPartition,
    });
  }

  static async open(kafka: Kafka, name: string): Promise<EventsTopic> {
    const topic = new EventsTopic(kafka, name);
    try {
      await Promise.all([topic.#admin.connect(), topic.#producer.connect()]);
    } catch (error) {
      await topic.close();
      throw error;
    }
    return topic;
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.#producer.disconnect(), this.#admin.disconnect()]);
  }

  /** Per partition the offset that the next record will get; null when there is no such topic; shorter when it has fewer partitions than ours. */
  async ends(): Promise<readonly bigint[] | null> {
    try {
      const offsets = await this.#admin.fetchTopicOffsets(this.name);
      const ends: bigint[] = [];
      for (const { partition, high } of offsets) ends[partition] = BigInt(high);
      return ends;
    } catch (error) {
      if (isUnknownTopic(error)) return null;
      throw error;
    }
  }

  /** Deletes the topic where there is one, and makes it anew. */
  async remake(replication: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      if (await this.#exists()) await this.#admin.deleteTopics({ topics: [this.name], timeout: ACK_MS });
      while ((await this.#exists()) && !signal.aborted) await pause(ASK_EVERY, signal);
      signal.throwIfAborted();
      // Not all brokers need have heard of the deletion; then it is "already there", and we look again.
      if (await this.#create(replication)) return this.#untilReady(signal);
      await pause(ASK_EVERY, signal);
    }
  }

  /** Resolves when all in-sync replicas have the records; answers the offset of the first one in each partition that got some. */
  send(records: readonly OutgoingRecord[]): Promise<ReadonlyMap<number, bigint>> {
    return sendAll(this.#producer, this.name, records);
  }

  /** A topic that was just made is not known to every broker, nor has each partition a leader. */
  async #untilReady(signal: AbortSignal): Promise<void> {
    for (const begun = performance.now(); performance.now() - begun < READY_MS;) {
      const ends = await this.ends().catch(() => null);
      if (ends?.length === PARTITIONS) return;
      await pause(ASK_EVERY, signal);
      signal.throwIfAborted();
    }
    throw new Error('the brokers do not make the topic ready');
  }

  async #exists(): Promise<boolean> {
    return (await this.#admin.listTopics()).includes(this.name);
  }

  /** False when there is a topic of this name already. */
  #create(replication: number): Promise<boolean> {
    return this.#admin.createTopics({
      // A broker that has not heard of the topic yet would be an error to kafkajs.
      waitForLeaders: false,
      timeout: ACK_MS,
      topics: [
        {
          topic: this.name,
          numPartitions: PARTITIONS,
          replicationFactor: replication,
          configEntries: Object.entries({
            'cleanup.policy': 'delete',
            'retention.ms': FOR_EVER,
            'retention.bytes': FOR_EVER,
            'segment.ms': SEGMENT_MS,
            // Of the producer: the moment of recording. A store whose clock ran ahead must not stop the relay.
            'message.timestamp.type': 'CreateTime',
            'message.timestamp.after.max.ms': NO_LIMIT,
            'message.timestamp.before.max.ms': NO_LIMIT,
            'max.message.bytes': String(MOST_MESSAGE_BYTES),
            'min.insync.replicas': String(replication >= 3 ? 2 : 1),
          }).map(([name, value]) => ({ name, value })),
        },
      ],
    });
  }
}
