import type { EventStore, RecordedEvent } from '#libs/event-store';
import type { CloudEventContext } from '../cloud-events/index.js';
import { eventAt } from './event-at.js';
import type { EventsTopic } from './events-topic.js';
import type { Frontier } from './frontier.js';
import { PARTITIONS } from './partition-of.js';
import type { Filling, OutgoingRecord } from './record.js';
import { encodeEvents, encodeWatermarks } from './relay-encoder.js';
import type { RelayRow } from './relay-row.js';
import { pause, unlessAborted, Waker } from './waker.js';

/** The topic is not what was published to, or is to be filled anew: take over again. */
export class TopicReplaced extends Error {
  override readonly name = 'TopicReplaced';
}

export interface PublisherOptions {
  readonly store: EventStore;
  readonly topic: EventsTopic;
  readonly row: RelayRow;
  readonly records: CloudEventContext;
  readonly frontier: Frontier;
  onProgress(frontier: Frontier, head: number): void;
}

/** Events per read of the store: a few milliseconds of work. */
const PAGE = 1_000;
/**
 * Between two reads, in ms, while little comes at a time. Every send wakes brokers and all readers, which costs them about the same for one event as for
 * five: at 200 events a second on two cores the machine was busy with waking, and everybody waited for it.
 */
const PACE = 20;
/** So often at most, in ms, is told how far the other partitions are known: nobody waits for it, except to be told that something is missing. */
const WATERMARK_EVERY = 500;
/** So often at most, in ms, is saved how far the topic is filled. What was sent since is sent again after a crash. */
const SAVE_EVERY = 100;
/** With nothing to do: between two looks whether a replay is asked for, and whether the topic is still there, in ms. */
const LOOK_EVERY = 500;
const LOOK_AT_TOPIC_EVERY = 2_000;

/** Sends the events of the store to the topic from a frontier on, in order, one request at a time, until it is stopped or something fails. */
export class Publisher {
  readonly #failing = new AbortController();
  readonly #waker = new Waker();
  readonly #toSave = new Waker();
  #frontier: Frontier;
  /** See `Filling`; null until the store has an event. */
  #log: string | null = null;
  /** Heard of; may be more than was read. */
  #head: number;
  /** The event at the frontier, while watermarks are owed for it. */
  #owed: RecordedEvent | null = null;
  #watermarked = -Infinity;
  #lookedAtRow = performance.now();
  #lookedAtTopic = performance.now();

  constructor(private readonly options: PublisherOptions) {
    this.#frontier = options.frontier;
    this.#head = options.frontier.position;
  }

  /** Rejects with what failed; `TopicReplaced` when the topic must be looked at anew. */
  async run(until: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([until, this.#failing.signal]);
    const unsubscribe = this.options.store.onAppended((position) => {
      this.#head = Math.max(this.#head, position);
      this.#waker.wake();
    });
    const saving = this.#keepSaved(signal).catch((error: unknown) => this.#failing.abort(error));
    try {
      await this.#publish(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      unsubscribe();
      this.#failing.abort();
      await saving;
    }
    if (!until.aborted) throw this.#failing.signal.reason;
  }

  async #publish(signal: AbortSignal): Promise<void> {
    let ahead: Promise<readonly RecordedEvent[]> | null = null;
    let next = -Infinity;
    while (!signal.aborted) {
      const early = ahead === null ? next - performance.now() : 0;
      if (early > 0) await pause(early, signal);
      next = performance.now() + PACE;
      const events: readonly RecordedEvent[] = await unlessAborted(
        ahead ?? this.#read(this.#frontier.position),
        signal,
      );
      ahead = null;
      const last = events.at(-1);
      if (last === undefined) {
        await this.#idle(signal);
        continue;
      }
      this.#log ??= (await eventAt(this.options.store, 1))?.id ?? null;
      this.#head = Math.max(this.#head, last.position);
      if (events.length === PAGE) ahead = this.#readAhead(last.position);
      for (let sent = 0; sent < events.length;) sent += await this.#sendSome(events.slice(sent), signal);
    }
  }

  /** Events that follow on this position without a hole. */
  async #read(after: number): Promise<readonly RecordedEvent[]> {
    const events = await this.options.store.readLog(after, PAGE);
    const hole = events.findIndex(({ position }, n) => position !== after + 1 + n);
    if (hole !== -1) throw new Error(`the store skips from position ${after + hole} to ${events[hole]?.position}`);
    return events;
  }

  #readAhead(after: number): Promise<readonly RecordedEvent[]> {
    const read = this.#read(after);
    read.catch(() => undefined); // Met by whoever waits for it.
    return read;
  }

  get #filling(): Filling {
    if (this.#log === null) throw new Error('nothing is sent of an empty store');
    return { log: this.#log, epoch: this.#frontier.epoch };
  }

  /** Sends as many of these as fit one request; answers how many. */
  async #sendSome(events: readonly RecordedEvent[], signal: AbortSignal): Promise<number> {
    const { previous } = this.#frontier;
    const encoded = encodeEvents(events, this.#filling, previous, this.options.records);
    const last = events[encoded.count - 1];
    if (last === undefined) return 0;
    const withWatermarks = performance.now() - this.#watermarked >= WATERMARK_EVERY;
    const watermarks = withWatermarks ? encodeWatermarks(last, this.#filling, encoded.previous) : [];
    await this.#send([...encoded.records, ...watermarks], encoded.previous, last.position, signal);
    this.#owed = withWatermarks ? null : last;
    if (withWatermarks) this.#watermarked = performance.now();
    return encoded.count;
  }

  async #send(
    records: readonly OutgoingRecord[],
    previous: readonly number[],
    position: number,
    signal: AbortSignal,
  ): Promise<void> {
    signal.throwIfAborted(); // Without the lock nothing more is sent, not even what is at hand.
    const first = await unlessAborted(this.options.topic.send(records), signal);
    const ends = [...this.#frontier.ends];
    for (const [partition, offset] of first) {
      const expected = ends[partition] ?? 0n;
      // Lower: another topic, or one that lost records. Higher: somebody else writes to it, whom to know takes a look.
      if (offset !== expected) {
        throw new TopicReplaced(`partition ${partition} goes on at offset ${offset} in place of ${expected}`);
      }
      ends[partition] = offset;
    }
    for (const { partition } of records) ends[partition] = (ends[partition] ?? 0n) + 1n;
    this.#frontier = { ...this.#frontier, position, previous, ends };
    this.options.onProgress(this.#frontier, this.#head);
    this.#toSave.wake();
  }

  async #idle(signal: AbortSignal): Promise<void> {
    const owed = this.#owed;
    if (owed !== null) {
      const wait = this.#watermarked + WATERMARK_EVERY - performance.now();
      if (wait > 0) return this.#waker.wait(signal, wait);
      const { previous, position } = this.#frontier;
      await this.#send(encodeWatermarks(owed, this.#filling, previous), previous, position, signal);
      this.#owed = null;
      this.#watermarked = performance.now();
      return;
    }
    await this.#look();
    await this.#waker.wait(signal, LOOK_EVERY);
  }

  /** Whether the topic is still the one that was published to. While there is something to send, the answers of the brokers tell. */
  async #look(): Promise<void> {
    const now = performance.now();
    if (now - this.#lookedAtRow >= LOOK_EVERY) {
      this.#lookedAtRow = now;
      const { frontier, wantedEpoch } = await this.options.row.load();
      if (frontier.epoch !== this.#frontier.epoch || wantedEpoch > frontier.epoch) {
        throw new TopicReplaced('a replay was asked for');
      }
    }
    if (now - this.#lookedAtTopic < LOOK_AT_TOPIC_EVERY) return;
    this.#lookedAtTopic = now;
    const ends = await this.options.topic.ends();
    if (ends === null) throw new TopicReplaced('the topic is gone');
    if (ends.length !== PARTITIONS) throw new TopicReplaced(`the topic has ${ends.length} partitions`);
    if (this.#frontier.ends.some((end, partition) => ends[partition] !== end)) {
      throw new TopicReplaced('the topic does not end where it was left');
    }
  }

  /** Saves how far the topic is filled, beside the sending, and once more at the end. */
  async #keepSaved(signal: AbortSignal): Promise<void> {
    let saved = this.#frontier;
    for (;;) {
      await this.#toSave.wait(signal);
      if (this.#frontier !== saved) {
        const frontier = this.#frontier;
        const wanted = await this.options.row.save(frontier);
        saved = frontier;
        if (wanted > frontier.epoch) throw new TopicReplaced('a replay was asked for');
      }
      if (signal.aborted) return;
      await pause(SAVE_EVERY, signal);
    }
  }
}
