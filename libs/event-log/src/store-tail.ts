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
  private readonly reads: SharedReads;
  private closed = false;

  constructor(
    store: EventStore,
    private readonly options: StoreTailOptions = {},
  ) {
    this.reads = new SharedReads(store);
  }

  subscribe(consumer: Consumer): Promise<Subscription> {
    if (this.closed) return Promise.reject(new Error('the event log is closed'));
    const tail = new Tail(this.reads, consumer, this.options);
    this.tails.add(tail);
    const forget = (): void => void this.tails.delete(tail);
    tail.done.then(forget, forget);
    return Promise.resolve(tail);
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.tails].map((tail) => tail.stop()));
    this.reads.close();
  }
}

/**
 * Consumers that are level are woken by the same signal and ask for the same events: they share one trip to the store. A read is shared only until
 * the next signal, since it may have begun before what that one is about.
 */
class SharedReads {
  private readonly underWay = new Map<string, Promise<readonly RecordedEvent[]>>();
  private readonly listeners = new Set<(position: number) => void>();
  private unsubscribe: (() => void) | null = null;

  constructor(private readonly store: EventStore) {}

  /** Called with the position that the log is known to reach. */
  onSignal(listener: (position: number) => void): () => void {
    this.listeners.add(listener);
    this.unsubscribe ??= this.store.onAppended((position) => {
      this.underWay.clear();
      for (const each of [...this.listeners]) each(position);
    });
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.close();
    };
  }

  read(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    const key = `${after} ${limit}`;
    const shared = this.underWay.get(key);
    if (shared !== undefined) return shared;
    const read = this.store.readLog(after, limit).finally(() => {
      if (this.underWay.get(key) === read) this.underWay.delete(key);
    });
    this.underWay.set(key, read);
    return read;
  }

  close(): void {
    this.unsubscribe?.();
    this.unsubscribe = null;
    this.underWay.clear(); // Nobody hears any more what they may have missed.
  }
}

class Tail implements Subscription {
  readonly done: Promise<void>;
  private stopping = false;
  /** The log is known to reach this position; lower than what was read where no signal came yet. */
  private head = 0;
  /** It was heard of since the last read began. */
  private signalled = false;
  /** When the last batch after a wait was begun. */
  private begun = -Infinity;
  private wake: () => void = () => undefined;

  constructor(
    private readonly reads: SharedReads,
    private readonly consumer: Consumer,
    private readonly options: StoreTailOptions,
  ) {
    const unsubscribe = reads.onSignal((position) => {
      this.head = Math.max(position, this.head);
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
    let next: Promise<readonly RecordedEvent[]> | null = this.read(position);
    while (!this.stopping) {
      const events: readonly RecordedEvent[] = await (next ?? this.read(position));
      next = null;
      const last = events.at(-1);
      if (last === undefined) {
        // What was heard of while we read may be what we did not see yet.
        if (!this.signalled) this.head = position;
      } else {
        if (this.stopping) return;
        this.checkDense(position, events);
        position = last.position;
        // Read ahead while the handler works: a rebuild keeps the store and the consumer busy at the same time.
        if (this.head !== position) next = this.read(position);
        await this.consumer.handle({ events, watermark: position });
      }
      if (next === null) await this.untilMore(position);
    }
  }

  private async read(after: number): Promise<readonly RecordedEvent[]> {
    const limit = this.consumer.batchSize ?? this.options.batchSize ?? DEFAULT_BATCH;
    for (let delay = FIRST_RETRY_MS; ; delay = Math.min(2 * delay, LAST_RETRY_MS)) {
      this.signalled = false;
      try {
        return await this.reads.read(after, limit);
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

  /** Waits while the log is known to reach no further. Heard of less, as right after the start, there may be more. */
  private async untilMore(position: number): Promise<void> {
    if (this.head !== position) return;
    while (this.head === position && !this.stopping) await new Promise<void>((resolve) => (this.wake = resolve));
    const wait = this.begun + (this.consumer.pace ?? 0) - performance.now();
    if (wait > 0 && !this.stopping) await this.pause(wait);
    this.begun = performance.now();
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
