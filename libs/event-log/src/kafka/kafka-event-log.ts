import type { EventCatalogue } from '#libs/event-catalogue';
import type { EventStore } from '#libs/event-store';
import type { Consumer, EventLog, Subscription } from '../event-log.js';
import { silent, type KafkaLog } from './kafka-client.js';
import type { KafkaSettings } from './kafka-settings.js';
import { KafkaSubscription, type SubscriptionContext } from './kafka-subscription.js';

export interface KafkaEventLogOptions {
  readonly settings: KafkaSettings;
  readonly catalogue: EventCatalogue;
  /** That the topic is filled from. May reject while it is away. */
  readonly store: Pick<EventStore, 'readLog'>;
  readonly log?: KafkaLog;
}

/**
 * The event log of the distributed shape: every subscription reads the topic of events, which the relay fills, by itself. Subscribing does not wait for a
 * broker: while there is none, or no topic, it tries again, for ever or as long as the consumer has patience.
 */
export class KafkaEventLog implements EventLog {
  readonly #subscriptions = new Set<KafkaSubscription>();
  readonly #context: SubscriptionContext;
  #closed = false;

  constructor({ settings, catalogue, store, log = silent }: KafkaEventLogOptions) {
    this.#context = { settings, records: { source: settings.source, catalogue }, store, log };
  }

  subscribe(consumer: Consumer): Promise<Subscription> {
    if (this.#closed) return Promise.reject(new Error('the event log is closed'));
    const subscription = new KafkaSubscription(consumer, this.#context);
    this.#subscriptions.add(subscription);
    const forget = (): void => void this.#subscriptions.delete(subscription);
    subscription.done.then(forget, forget);
    return Promise.resolve(subscription);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.stop()));
  }
}
