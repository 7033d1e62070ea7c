import type { Admin, Producer } from 'kafkajs';
import type { JsonObject } from '#libs/kernel';
import { kafkaClient, silent, type KafkaLog } from './kafka-client.js';
import { figuresTopic, type KafkaSettings } from './kafka-settings.js';
import { partitionAmong } from './partition-of.js';
import { CONTENT_TYPE } from './record.js';
import { byPartition, sendAll } from './send-all.js';

/** Takes the latest state of things by their keys, for others to read: a newer entry of a key takes the place of an older one. */
export interface StatePublisher {
  /** Resolves when the entries are kept; rejects when that is not known, and then put them again. */
  put(entries: readonly { readonly key: string; readonly value: JsonObject }[]): Promise<void>;
  close(): Promise<void>;
}

const PARTITIONS = 3;
const ACK_MS = 5_000;
/** Entries per request. */
const CHUNK = 500;

/** A compacted topic, `<prefix>.figures`: Kafka keeps the last entry of each key. Made at the first use where it is not there. */
export class KafkaStateTopic implements StatePublisher {
  readonly #topic: string;
  #producer: Promise<Producer> | null = null;
  #closed = false;

  constructor(
    private readonly settings: KafkaSettings,
    private readonly log: KafkaLog = silent,
  ) {
    this.#topic = figuresTopic(settings);
  }

  async put(entries: readonly { readonly key: string; readonly value: JsonObject }[]): Promise<void> {
    if (this.#closed) throw new Error('the state topic is closed');
    const opening = (this.#producer ??= this.#open());
    try {
      const producer = await opening;
      for (let from = 0; from < entries.length; from += CHUNK) {
        const messages = entries.slice(from, from + CHUNK).map(({ key, value }) => ({
          key,
          partition: partitionAmong(PARTITIONS, key),
          value: JSON.stringify(value),
          headers: { 'content-type': CONTENT_TYPE },
        }));
        await sendAll(producer, this.#topic, messages);
      }
    } catch (error) {
      // Whatever it was: the next put begins with a connection of its own, and with a look whether the topic is there.
      if (this.#producer === opening) this.#producer = null;
      void opening.then((producer) => producer.disconnect()).catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const producer = await this.#producer?.catch(() => null);
    await producer?.disconnect().catch(() => undefined);
  }

  async #open(): Promise<Producer> {
    const kafka = kafkaClient(this.settings, this.log);
    const admin = kafka.admin();
    try {
      await admin.connect();
      await this.#ensure(admin);
    } finally {
      await admin.disconnect();
    }
    const producer = kafka.producer({
      allowAutoTopicCreation: false,
      maxInFlightRequests: 1,
      idempotent: false,
      createPartitioner: byPartition,
    });
    await producer.connect();
    return producer;
  }

  async #ensure(admin: Admin): Promise<void> {
    const { replication } = this.settings;
    await admin.createTopics({
      waitForLeaders: false, // A broker that has not heard of the topic yet would be an error to kafkajs.
      timeout: ACK_MS,
      topics: [
        {
          topic: this.#topic,
          numPartitions: PARTITIONS,
          replicationFactor: replication,
          configEntries: [
            { name: 'cleanup.policy', value: 'compact' },
            { name: 'min.insync.replicas', value: String(replication >= 3 ? 2 : 1) },
          ],
        },
      ],
    });
  }
}
