import type { RecordedEvent } from '#libs/event-store';

/** Events in order of their stream (here: of position), and how far the whole log is known to be delivered. */
export interface LogBatch {
  readonly events: readonly RecordedEvent[];
  /** Every event up to and including this position has been delivered to this consumer. */
  readonly watermark: number;
}

export interface Consumer {
  /** Stable name; in the Kafka adapter the consumer group. */
  readonly name: string;
  /** Deliver what lies after this position. */
  readonly after: number;
  /** At most so many events in one batch; the adapter's own default otherwise. */
  readonly batchSize?: number;
  /**
   * Milliseconds between the beginnings of two batches once the consumer is level with the log, so that events which come close together share the cost
   * of one. What comes after a longer silence is delivered at once. Default 0.
   */
  readonly pace?: number;
  /** Called with one batch at a time. A rejected promise stops the subscription with that error: nothing is skipped. */
  handle(batch: LogBatch): Promise<void>;
}

export interface Subscription {
  /** Resolves when stopped on request, rejects with the handler's error when it failed. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

/**
 * How events travel from the store to everyone who reads: at least once, in the order of each stream, never skipping.
 * Adapters: the store's own tail (embedded shape) and Kafka (distributed shape).
 */
export interface EventLog {
  subscribe(consumer: Consumer): Promise<Subscription>;
  close(): Promise<void>;
}
