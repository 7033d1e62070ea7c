import type { Pool } from 'pg';
import type { EventCatalogue } from '#libs/event-catalogue';
import type { EventStore } from '#libs/event-store';
import { runExclusively } from '#libs/postgres';
import { EventsTopic } from './events-topic.js';
import { kafkaClient, messageOf, silent, type KafkaLog } from './kafka-client.js';
import { eventsTopic, type KafkaSettings } from './kafka-settings.js';
import { Publisher, TopicReplaced } from './publisher.js';
import { RelayFenced, RelayRow } from './relay-row.js';
import { takeOver } from './take-over.js';
import { pause } from './waker.js';

export interface RelayStatus {
  /** `active` holds the lock and publishes; `standby` waits for it; `starting` has not asked for it yet. */
  readonly role: 'active' | 'standby' | 'starting';
  /** Of the topic as this relay knows it; 0 until it has taken over. */
  readonly epoch: number;
  /** All events up to here are in the topic, as far as this relay knows. */
  readonly position: number;
  /** Of the store, as far as this relay has heard. */
  readonly head: number;
  /** Why nothing is published now; null when all is well. */
  readonly error: string | null;
}

export interface RelayOptions {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly settings: KafkaSettings;
  readonly catalogue: EventCatalogue;
  readonly log?: KafkaLog;
  /** How long to go on without success before another may try, in ms; default 30,000. */
  readonly patience?: number;
}

/** Who cannot publish for so long, in ms, lets another try, which may stand on better ground. Away for all, brokers cost nobody anything by it. */
const PATIENCE_MS = 30_000;
/** For so long, in ms, it leaves the lock to others: longer than they wait between two tries. */
const LEAVE_MS = 1_000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 1_000;

/**
 * Publishes the store to Kafka: every event, in order of position, at least once. One relay does so at a time, by an advisory lock; the others stand by and
 * take over. While the brokers or the database are away it tries again for ever.
 */
export class Relay {
  #status: RelayStatus = { role: 'starting', epoch: 0, position: 0, head: 0, error: null };
  #failingSince: number | null = null;
  readonly #topic: string;
  readonly #row: RelayRow;
  readonly #log: KafkaLog;

  constructor(private readonly options: RelayOptions) {
    this.#topic = eventsTopic(options.settings);
    this.#row = new RelayRow(options.pool, this.#topic);
    this.#log = options.log ?? silent;
  }

  status(): RelayStatus {
    return this.#status;
  }

  /** Resolves when the signal has stopped it. */
  async run(signal: AbortSignal): Promise<void> {
    const standBy = (): void => {
      this.#set({ role: 'standby', error: null });
      this.#log.info(`${this.#topic}: another relay publishes; standing by`);
    };
    while (!signal.aborted) {
      await runExclusively(this.options.pool, `relay:${this.#topic}`, signal, (held) => this.#serve(held), standBy);
      if (signal.aborted) return;
      this.#set({ role: 'starting' });
      await pause(LEAVE_MS, signal);
    }
  }

  /** Until it is stopped, or has been without success for too long. */
  async #serve(held: AbortSignal): Promise<void> {
    const { patience = PATIENCE_MS } = this.options;
    this.#failingSince = null;
    this.#set({ role: 'active' });
    this.#log.info(`${this.#topic}: publishing`);
    let delay = FIRST_RETRY_MS;
    while (!held.aborted) {
      const { position, epoch } = this.#status;
      try {
        await this.#publish(held);
      } catch (error) {
        if (held.aborted) return;
        // These say how to go on, which is by taking over again.
        if (error instanceof TopicReplaced || error instanceof RelayFenced) {
          this.#log.info(`${this.#topic}: ${error.message}`);
        } else {
          this.#fail(messageOf(error));
        }
        if (this.#status.position !== position || this.#status.epoch !== epoch) delay = FIRST_RETRY_MS;
        this.#failingSince ??= performance.now();
        if (performance.now() - this.#failingSince > patience) return;
        await pause(delay, held);
        delay = Math.min(2 * delay, LAST_RETRY_MS);
      }
    }
  }

  /** Until something fails. */
  async #publish(held: AbortSignal): Promise<void> {
    const { settings, store, catalogue } = this.options;
    const kafka = kafkaClient(settings, this.#log);
    const topic = await EventsTopic.open(kafka, this.#topic);
    try {
      const row = this.#row;
      const frontier = await takeOver({ row, topic, kafka, settings, store, log: this.#log }, held);
      const { position: head } = await store.head();
      this.#recover();
      this.#set({ epoch: frontier.epoch, position: frontier.position, head });
      await new Publisher({
        store,
        topic,
        row,
        records: { source: settings.source, catalogue },
        frontier,
        onProgress: ({ epoch, position }, known) => {
          this.#recover();
          this.#set({ epoch, position, head: Math.max(known, position) });
        },
      }).run(held);
    } finally {
      await topic.close();
    }
  }

  #fail(error: string): void {
    if (error !== this.#status.error) this.#log.error(`${this.#topic}: nothing is published: ${error}`);
    this.#set({ error });
  }

  #recover(): void {
    this.#failingSince = null;
    if (this.#status.error === null) return;
    this.#log.info(`${this.#topic}: publishing again`);
    this.#set({ error: null });
  }

  #set(change: Partial<RelayStatus>): void {
    this.#status = { ...this.#status, ...change };
  }
}
