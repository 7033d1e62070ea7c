import type { RecordedEvent } from '#libs/event-store';

/**
 * Events in order of position, never none: whole commits, so that nobody ever acts on half of a command that touched several streams. Only who asked
 * to begin in the middle of a commit gets the rest of that one first.
 */
export interface LogBatch {
  readonly events: readonly RecordedEvent[];
  /** Every event up to and including this position has been delivered to this consumer. Always the end of a commit. */
  readonly watermark: number;
}

export interface Consumer {
  /** Stable name, for logs and metrics. Several may consume under one name: each gets everything. */
  readonly name: string;
  /** Deliver what lies after this position. */
  readonly after: number;
  /** At most so many events in one batch, save that a commit of more comes whole, alone; the adapter's own default otherwise. */
  readonly batchSize?: number;
  /**
   * Milliseconds between the beginnings of two batches once the consumer is level with the log, so that events which come close together share the cost
   * of one. What comes after a longer silence is delivered at once. An adapter may leave more time after a batch that took long, a fraction of a second
   * at most. Default 0: neither.
   */
  readonly pace?: number;
  /**
   * Milliseconds without a way to the log after which the subscription ends with an error, for who holds a lock that another process, on better ground,
   * may then have. Default: it tries for ever.
   */
  readonly patience?: number;
  /** Called with one batch at a time. A rejected promise stops the subscription with that error: nothing is skipped. */
  handle(batch: LogBatch): Promise<void>;
}

export interface Subscription {
  /**
   * Resolves when stopped on request. Rejects with the handler's error when it failed, and with `LogHalted`, after all that is whole before it was
   * delivered, where the log itself holds what cannot be read.
   */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

/** Which record of a broker cannot be read. */
export interface RecordPlace {
  readonly topic: string;
  readonly partition: number;
  /** As the broker counts: a whole number, as text. */
  readonly offset: string;
}

/**
 * The log cannot go on: a record that cannot be read, or one that is missing. Nothing is skipped, since every figure after it would be wrong. Whoever
 * consumes tries again after a while: the mend (newer code, or the log filled anew) shows itself in no other way.
 */
export class LogHalted extends Error {
  override readonly name = 'LogHalted';
  constructor(
    /** Everything up to and including this position was delivered. */
    readonly after: number,
    /** Stable code: `RECORD_NOT_JSON`, `EVENT_MISSING`. */
    readonly code: string,
    /** Which record and why, in English, for logs and health: names topic, partition, offset and position where they are known. */
    readonly reason: string,
    readonly place?: RecordPlace,
  ) {
    super(`the log halted after position ${after}: ${code}: ${reason}`);
  }
}

/**
 * How events travel from the store to everyone who reads: at least once, in the order of each stream, never skipping.
 * Adapters: the store's own tail (embedded shape) and Kafka (distributed shape).
 */
export interface EventLog {
  subscribe(consumer: Consumer): Promise<Subscription>;
  close(): Promise<void>;
}
