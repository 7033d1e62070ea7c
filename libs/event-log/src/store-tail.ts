import type { EventStore, RecordedEvent } from '#libs/event-store';
import type { Consumer, EventLog, Subscription } from './event-log.js';

export interface StoreTailOptions {
  /** Events per batch for consumers that do not ask for a size of their own. */
  readonly batchSize?: number;
  /** Told when reading failed and will be tried again: the database is away for a moment. */
  readonly onRetry?: (consumer: string, error: unknown) => void;
}

/** A few hundred events fold into one transaction of a few milliseconds; more only adds delay for those who watch. */
const DEFAULT_BATCH = 1_000;
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 2_000;

/** The event log of the embedded shape: every consumer reads the store from its own position and is woken by its signal. */
export class StoreTailEventLog implements EventLog {
  private readonly tails = new Set<Tail>();
  private closed = false;

  constructor(
    private readonly store: EventStore,
    private readonly options: StoreTailOptions = {},
  ) {}

  subscribe(consumer: Consumer): Promise<Subscription> {
    if (this.closed) return Promise.reject(new Error('the event log is closed'));
    const tail = new Tail(this.store, consumer, this.options);
    this.tails.add(tail);
    const forget = (): void => void this.tails.delete(tail);
    tail.done.then(forget, forget);
    return Promise.resolve(tail);
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.tails].map((tail) => tail.stop()));
  }
}

class Tail implements Subscription {
  readonly done: Promise<void>;
  private stopping = false;
  /** Something may have been appended since the last read began. */
  private signalled = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly store: EventStore,
    private readonly consumer: Consumer,
    private readonly options: StoreTailOptions,
  ) {
    const unsubscribe = store.onAppended(() => {
      this.signalled = true;
      this.wake();
    });
    this.done = this.run().finally(() => {
      this.stopping = true; // Also ends a read-ahead that is still trying.
      unsubscribe();
    });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.done.catch(() => undefined); // Whoever waits on `done` hears of it.
  }

  private async run(): Promise<void> {
    let position = this.consumer.after;
    let next = this.read(position);
    while (!this.stopping) {
      const events = await next;
      const last = events.at(-1);
      if (last === undefined) {
        await this.untilSignalled();
        if (!this.stopping) next = this.read(position);
        continue;
      }
      if (this.stopping) return;
      this.checkDense(position, events);
      position = last.position;
      // Read ahead while the handler works: a rebuild keeps the store and the consumer busy at the same time.
      next = this.read(position);
      await this.consumer.handle({ events, watermark: position });
    }
  }

  private async read(after: number): Promise<readonly RecordedEvent[]> {
    const limit = this.consumer.batchSize ?? this.options.batchSize ?? DEFAULT_BATCH;
    for (let delay = FIRST_RETRY_MS; ; delay = Math.min(2 * delay, LAST_RETRY_MS)) {
      this.signalled = false;
      try {
        return await this.store.readLog(after, limit);
      } catch (error) {
        if (this.stopping) return [];
        this.options.onRetry?.(this.consumer.name, error);
        await this.pause(delay);
        if (this.stopping) return [];
      }
    }
  }

  /** A hole in the positions means that an event was lost: going on would make every later figure wrong, unseen. */
  private checkDense(after: number, events: readonly RecordedEvent[]): void {
    let expected = after + 1;
    for (const event of events) {
      if (event.position !== expected++) {
        throw new Error(`the store skips from position ${expected - 2} to ${event.position}`);
      }
    }
  }

  private untilSignalled(): Promise<void> {
    if (this.signalled || this.stopping) return Promise.resolve();
    return new Promise((resolve) => (this.wake = resolve));
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        if (!this.stopping) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
