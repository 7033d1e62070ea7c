import { setImmediate as macrotask } from 'node:timers/promises';
import type { Kafka, KafkaMessage } from 'kafkajs';
import type { EventStore } from '#libs/event-store';
import type { CloudEventContext } from '../cloud-events/index.js';
import { LogHalted, type Consumer, type Subscription } from '../event-log.js';
import { eventAt } from './event-at.js';
import { Intake } from './intake.js';
import { isUnknownTopic, kafkaClient, messageOf, type KafkaLog } from './kafka-client.js';
import { eventsTopic, type KafkaSettings } from './kafka-settings.js';
import { PARTITIONS } from './partition-of.js';
import { TopicReader, type AfterRecords } from './topic-reader.js';
import { pause, unlessAborted, Waker } from './waker.js';

export interface SubscriptionContext {
  readonly settings: KafkaSettings;
  readonly records: CloudEventContext;
  /** That the topic is filled from: says whose records are ours, and when the last one in hand was recorded. */
  readonly store: Pick<EventStore, 'readLog'>;
  readonly log: KafkaLog;
}

/** As for the store's tail: folds into one transaction of a few milliseconds. */
const DEFAULT_BATCH = 1_000;
/** Events that are decoded at a stretch: some milliseconds, in which the process does nothing else. */
const CHUNK = 256;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 1_000;
/** A reader that lasted so long, in ms, was in order: what comes after it is a new trouble, which may be over at once. */
const IN_ORDER_MS = 5_000;
/** Between two looks at a beginning that is missing, in ms. */
const REWIND_EVERY = 300;
/** Between two looks whether a store has its first event, in ms. */
const LOOK_EVERY = 200;
/**
 * An event that does not come, in ms, though later ones did: the reader waits at a wrong place, or the relay was stopped half-way. It is looked for anew, less
 * and less often.
 */
const FIRST_SEARCH_MS = 5_000;
const LAST_SEARCH_MS = 60_000;
/** What else could come before a record that stops the log is waited for at most so long, in ms. */
const SETTLE_MS = 3_000;

/**
 * One consumer of the topic. Two loops beside each other: `#supervise` keeps a reader open that fills the intake, `#pump` hands over what is whole. What was
 * taken in outlives a reader: it is true whatever the broker does next.
 */
export class KafkaSubscription implements Subscription {
  readonly done: Promise<void>;
  readonly #intake: Intake;
  readonly #topic: string;
  readonly #waker = new Waker();
  readonly #ending = new AbortController();
  /** Partitions whose buffer is full: not read from until it is not. */
  readonly #full = new Set<number>();
  #reader: TopicReader | null = null;
  #failure: Error | null = null;
  /** When the topic could last be read. */
  #inTouch = performance.now();
  #haltedAt = 0;
  #toldOfForeign = false;
  #awaited = { position: -1, since: 0, patience: FIRST_SEARCH_MS };

  constructor(
    private readonly consumer: Consumer,
    private readonly context: SubscriptionContext,
  ) {
    this.#topic = eventsTopic(context.settings);
    this.#intake = new Intake(consumer.after, this.#topic, context.records);
    const supervised = this.#supervise();
    this.done = this.#pump().finally(() => {
      this.#ending.abort();
      return supervised;
    });
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await this.done.catch(() => undefined); // Whoever waits on `done` hears of it.
  }

  get #stopping(): boolean {
    return this.#ending.signal.aborted;
  }

  async #pump(): Promise<void> {
    const { batchSize = DEFAULT_BATCH, pace = 0 } = this.consumer;
    const { signal } = this.#ending;
    let begun = -Infinity;
    let waited = false;
    while (!this.#stopping) {
      while (this.#intake.lineUp(batchSize, CHUNK)) await macrotask();
      if (this.#stopping) return;
      const events = this.#intake.take(batchSize);
      this.#readOn();
      const last = events?.at(-1);
      if (events === null || last === undefined) {
        this.#throwIfOver();
        await this.#waker.wait(signal, this.#intake.halted ? REWIND_EVERY : undefined);
        await macrotask(); // What came of other partitions by the same fetch.
        const early = begun + pace - performance.now();
        if (early > 0) await pause(early, signal);
        waited = true;
        continue;
      }
      if (waited) begun = performance.now();
      waited = false;
      await this.consumer.handle({ events, watermark: last.position });
    }
  }

  /** Ends the subscription where nothing more can be handed over before what stops the log. */
  #throwIfOver(): void {
    if (this.#failure !== null) throw this.#failure;
    const halted = this.#intake.haltedHere();
    if (halted === null) return;
    this.#haltedAt ||= performance.now();
    if (this.#intake.isSettled() || performance.now() - this.#haltedAt > SETTLE_MS) throw halted;
  }

  async #supervise(): Promise<void> {
    const { log } = this.context;
    let delay = FIRST_RETRY_MS;
    let told: string | null = null;
    while (!this.#stopping) {
      const opened = performance.now();
      const why = await this.#read().catch((error: unknown) => this.#explain(error));
      if (this.#stopping) return;
      if (performance.now() - opened > IN_ORDER_MS) {
        delay = FIRST_RETRY_MS;
        told = null;
      }
      if (why !== told) log.error(`${this.consumer.name} reads ${this.#topic}: ${why}; beginning anew`);
      told = why;
      const silence = performance.now() - this.#inTouch;
      if (silence > (this.consumer.patience ?? Infinity)) {
        this.#failure = new Error(`${this.#topic} could not be read for ${Math.round(silence / 1_000)} s: ${why}`);
        this.#waker.wake();
        return;
      }
      await pause(delay, this.#ending.signal);
      delay = Math.min(2 * delay, LAST_RETRY_MS);
    }
  }

  /** Reads until that fails, and answers why. Rejects when it cannot begin. */
  async #read(): Promise<string> {
    const { settings, log } = this.context;
    const { signal } = this.#ending;
    const kafka = kafkaClient(settings, log);
    this.#intake.log = await this.#logInStore();
    if (signal.aborted) return 'it is stopped';
    const from = await unlessAborted(this.#beginning(kafka), signal);
    let end: (why: string) => void = () => undefined;
    let isOpen = false;
    const ended = new Promise<string>((resolve) => (end = resolve));
    const reader = new TopicReader({
      kafka,
      topic: this.#topic,
      group: `${settings.prefix}.${this.consumer.name}`,
      from,
      pace: this.consumer.pace ?? 0,
      onRecords: (partition, records) => this.#onRecords(partition, records),
      onFailure: end,
    });
    const onStop = (): void => end('it is stopped');
    signal.addEventListener('abort', onStop, { once: true });
    this.#full.clear();
    this.#reader = reader;
    const searching = setInterval(() => {
      if (this.#isOverdue()) end(`event ${this.#intake.missing} does not come, though later ones did`);
    }, REWIND_EVERY).unref();
    try {
      if (signal.aborted) return 'it is stopped';
      await unlessAborted(reader.open(), signal);
      isOpen = true;
      return await ended;
    } finally {
      if (isOpen) this.#inTouch = performance.now();
      clearInterval(searching);
      signal.removeEventListener('abort', onStop);
      this.#reader = null;
      await reader.close();
    }
  }

  /** Whether the next event is to be looked for at another place. */
  #isOverdue(): boolean {
    const { position } = this.#intake;
    const now = performance.now();
    const awaited = this.#awaited;
    if (!this.#intake.isBehind || this.#intake.halted || awaited.position !== position) {
      this.#awaited = { position, since: now, patience: FIRST_SEARCH_MS };
      return false;
    }
    if (now - awaited.since < awaited.patience) return false;
    this.#awaited = { position, since: now, patience: Math.min(2 * awaited.patience, LAST_SEARCH_MS) };
    return true;
  }

  /** Which log the store holds, by its first event, as soon as there is one. */
  async #logInStore(): Promise<string | null> {
    const { signal } = this.#ending;
    for (;;) {
      const first = await eventAt(this.context.store, 1);
      if (first !== null || signal.aborted) return first?.id ?? null;
      await pause(LOOK_EVERY, signal);
      this.#inTouch = performance.now(); // There is nothing to read.
    }
  }

  /** Where to read from: a hint, by time. Too early costs time, too late shows as a gap. */
  async #beginning(kafka: Kafka): Promise<readonly string[]> {
    const { position } = this.#intake;
    const { store } = this.context;
    const moment = position === 0 ? null : ((await eventAt(store, position))?.recordedAt ?? null);
    if (position > 0 && moment === null) {
      const reason = `the store has no event at position ${position}: it was put back to an earlier state than the consumer is in`;
      this.#failure = new LogHalted(position, 'POSITION_UNKNOWN', reason);
      this.#waker.wake();
    }
    const admin = kafka.admin();
    await admin.connect();
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: [this.#topic] });
      const partitions = topics[0]?.partitions.length ?? 0;
      if (partitions !== PARTITIONS)
        throw new Error(`the topic has ${partitions} partitions in place of ${PARTITIONS}`);
      const from = new Array<string>(PARTITIONS).fill('0');
      if (moment === null) return from;
      for (const { partition, offset } of await admin.fetchTopicOffsetsByTimestamp(this.#topic, Date.parse(moment))) {
        from[partition] = offset;
      }
      return from;
    } finally {
      await admin.disconnect();
    }
  }

  #onRecords(partition: number, records: readonly KafkaMessage[]): AfterRecords {
    const answer = this.#offer(partition, records);
    if (this.#intake.hasForeign) this.#tellOfForeign();
    if (this.#intake.isReady || this.#intake.halted) this.#waker.wake();
    return answer;
  }

  #tellOfForeign(): void {
    if (this.#toldOfForeign) return;
    this.#toldOfForeign = true;
    this.context.log.error(
      `${this.#topic} holds records of another log, which are passed over: who else publishes there?`,
    );
  }

  #offer(partition: number, records: readonly KafkaMessage[]): AfterRecords {
    for (const record of records) {
      const answer = this.#intake.offer(partition, record);
      if (answer === 'leave') return { kind: 'pause' };
      if (answer === 'rewind') {
        return { kind: 'rewind', afterMs: this.#intake.rewinds(partition) > 1 ? REWIND_EVERY : 0 };
      }
    }
    if (!this.#intake.isFull(partition)) return { kind: 'on' };
    this.#full.add(partition);
    return { kind: 'pause' };
  }

  /** Reads again from partitions that had enough. */
  #readOn(): void {
    for (const partition of this.#full) {
      if (this.#intake.isFull(partition)) continue;
      this.#full.delete(partition);
      this.#reader?.resume(partition);
    }
  }

  #explain(error: unknown): string {
    return isUnknownTopic(error) ? 'the topic is not there yet' : messageOf(error);
  }
}
