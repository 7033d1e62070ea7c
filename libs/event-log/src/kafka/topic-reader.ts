import { randomUUID } from 'node:crypto';
import { setImmediate as macrotask, setTimeout as sleep } from 'node:timers/promises';
import type { Admin, Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { messageOf } from './kafka-client.js';
import { PARTITIONS } from './partition-of.js';

/** What is to be done after some records of a partition. */
export type AfterRecords =
  | { readonly kind: 'on' }
  /** Hand over nothing more of this partition until `resume`; what was handed over is not handed over again. */
  | { readonly kind: 'pause' }
  /** Read the partition again from its beginning, after so many milliseconds. The rest of what was read is dropped. */
  | { readonly kind: 'rewind'; readonly afterMs: number };

export interface TopicReaderOptions {
  readonly kafka: Kafka;
  readonly topic: string;
  /** What the consumer group's name begins with. */
  readonly group: string;
  /** Where to begin in each partition: offsets as text, by partition. */
  readonly from: readonly string[];
  /** Between two fetches, in ms, at most 100: while little comes at a time, each fetch costs as much as what it brings. Default 0. */
  readonly pace?: number;
  /** Called with a few records of one partition at a time, in order. Quick, and never throws. */
  onRecords(partition: number, records: readonly KafkaMessage[]): AfterRecords;
  /** Called once, when the reader has failed and is of no more use: close it and open another. */
  onFailure(reason: string): void;
}

/** How long the broker waits for a first record, in ms. Also the longest before a `resume` or `rewind` has effect. */
const MOST_WAIT = 100;
/** Of one partition per fetch. kafkajs makes objects of all of a fetch before it hands over the first: of less at a time, fewer grow old. */
const FETCH_BYTES = 262_144;
/** Records that are handed over at a stretch. */
const CHUNK = 512;
/** No answer to a fetch for so long, in ms, or records that lie there and do not come: a silent stall, for which kafkajs is known. */
const STALL_MS = 10_000;
const LOOK_EVERY = 2_000;
/** A close that takes longer, in ms, goes on by itself. */
const CLOSE_MS = 2_000;

/**
 * Reads all partitions of the topic by one kafkajs consumer, from given offsets on, keeping none. The consumer is alone in a group of its own: brokers keep a
 * killed member for seconds before another gets its partitions, which would be seconds without figures. Tells when it has failed, also when kafkajs does not.
 */
export class TopicReader {
  readonly #consumer: Consumer;
  readonly #admin: Admin;
  readonly #next: bigint[];
  readonly #paused = new Set<number>();
  #opening: Promise<void> = Promise.resolve();
  #running: Promise<void> = Promise.resolve();
  #watch: NodeJS.Timeout | undefined;
  #joined = false;
  #closed = false;
  #fetched = performance.now();
  #stalled = new Map<number, { readonly next: bigint; readonly since: number }>();

  constructor(private readonly options: TopicReaderOptions) {
    const { kafka, group, from } = options;
    this.#next = from.map(BigInt);
    this.#admin = kafka.admin();
    this.#consumer = kafka.consumer({
      groupId: `${group}.${randomUUID()}`,
      maxWaitTimeInMs: MOST_WAIT,
      minBytes: 1,
      maxBytesPerPartition: FETCH_BYTES,
      allowAutoTopicCreation: false,
      sessionTimeout: 30_000,
      heartbeatInterval: 3_000,
    });
  }

  /** Rejects when it cannot begin. */
  open(): Promise<void> {
    this.#opening = this.#open();
    return this.#opening;
  }

  async #open(): Promise<void> {
    const consumer = this.#consumer;
    consumer.on(consumer.events.CRASH, ({ payload }) => this.#fail(messageOf(payload.error)));
    consumer.on(consumer.events.FETCH, () => void (this.#fetched = performance.now()));
    consumer.on(consumer.events.GROUP_JOIN, () => this.#onJoin());
    await Promise.all([consumer.connect(), this.#admin.connect()]);
    if (this.#closed) return;
    await consumer.subscribe({ topic: this.options.topic, fromBeginning: true });
    this.#running = consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS,
      eachBatch: (payload) => this.#onBatch(payload),
    });
    // Before the first fetch, which begins after the answer of the broker to `run`.
    this.#next.forEach((offset, partition) => this.#seek(partition, offset));
    await this.#running;
    if (this.#closed) return; // It crashed while joining; who waits for that was told.
    this.#fetched = performance.now();
    this.#watch = setInterval(() => void this.#look(), LOOK_EVERY).unref();
  }

  /** Hands over this partition again after `pause`. */
  resume(partition: number): void {
    if (this.#closed || !this.#paused.delete(partition)) return;
    this.#consumer.resume([{ topic: this.options.topic, partitions: [partition] }]);
  }

  /** Nothing is handed over after this call. Resolves when the connections are closed, or soon. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#watch);
    const closing = (async () => {
      // Who gives up waiting for it to open must not leave a consumer behind that goes on reading.
      await this.#opening.catch(() => undefined);
      await this.#running.catch(() => undefined);
      await Promise.allSettled([this.#consumer.disconnect(), this.#admin.disconnect()]);
    })();
    await Promise.race([closing, sleep(CLOSE_MS, undefined, { ref: false })]);
  }

  async #onBatch(payload: EachBatchPayload): Promise<void> {
    const { partition, messages } = payload.batch;
    const begun = performance.now();
    for (let from = 0; from < messages.length; from += CHUNK) {
      if (this.#closed || !payload.isRunning() || payload.isStale()) return;
      const chunk = messages.slice(from, from + CHUNK);
      const after = this.options.onRecords(partition, chunk);
      if (after.kind === 'rewind') return this.#rewind(partition, after.afterMs);
      const last = chunk.at(-1)?.offset ?? '0';
      this.#next[partition] = BigInt(last) + 1n;
      payload.resolveOffset(last);
      if (after.kind === 'pause') return this.#pause(partition);
      await payload.heartbeat();
      await macrotask();
    }
    if (messages.length > 0) payload.resolveOffset(payload.batch.lastOffset());
    // kafkajs fetches again when all of a fetch is dealt with. Where more lies ready it is not kept waiting.
    const early = begun + Math.min(this.options.pace ?? 0, MOST_WAIT) - performance.now();
    if (early > 0 && payload.batch.offsetLag() === '0') await sleep(early);
  }

  #pause(partition: number): void {
    this.#paused.add(partition);
    this.#consumer.pause([{ topic: this.options.topic, partitions: [partition] }]);
  }

  #rewind(partition: number, afterMs: number): void {
    if (afterMs === 0) return this.#seek(partition, 0n);
    this.#pause(partition);
    // Also while it is paused: what was fetched meanwhile is then dropped.
    this.#seek(partition, 0n);
    setTimeout(() => this.resume(partition), afterMs).unref();
  }

  #seek(partition: number, offset: bigint): void {
    this.#next[partition] = offset;
    this.#consumer.seek({ topic: this.options.topic, partition, offset: offset.toString() });
  }

  /** Joining anew, kafkajs forgets how far it was; and it does so when the topic was deleted, whose offsets mean nothing any more. */
  #onJoin(): void {
    if (this.#joined) this.#fail('the consumer had to join its group anew');
    this.#joined = true;
  }

  #fail(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#watch);
    this.options.onFailure(reason);
  }

  async #look(): Promise<void> {
    const silence = performance.now() - this.#fetched;
    if (silence > STALL_MS) return this.#fail(`no answer to a fetch for ${Math.round(silence / 1_000)} s`);
    let ends: Awaited<ReturnType<Admin['fetchTopicOffsets']>>;
    try {
      ends = await this.#admin.fetchTopicOffsets(this.options.topic);
    } catch {
      return; // The consumer will meet it too.
    }
    const now = performance.now();
    for (const { partition, high } of ends) {
      const next = this.#next[partition] ?? 0n;
      if (BigInt(high) <= next || this.#paused.has(partition)) {
        this.#stalled.delete(partition);
        continue;
      }
      const before = this.#stalled.get(partition);
      if (before?.next !== next) this.#stalled.set(partition, { next, since: now });
      else if (now - before.since > STALL_MS)
        this.#fail(`records of partition ${partition} from ${next} on do not come`);
    }
  }
}
