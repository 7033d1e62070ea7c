import { UnknownStoredEvent } from '#libs/event-catalogue';
import type { EventStore, RecordedEvent } from '#libs/event-store';
import { LogHalted, type Consumer, type EventLog, type Subscription } from './event-log.js';

export interface StoreTailOptions {
  /** Events per batch for consumers that do not ask for a size of their own. */
  readonly batchSize?: number;
  /** Told when reading failed and will be tried again: the database is away for a moment. */
  readonly onRetry?: (consumer: string, error: unknown) => void;
}

/** A few hundred events fold into one transaction of a few milliseconds; more only adds delay for those who watch. */
const DEFAULT_BATCH = 1_000;
/** Rest after a batch, in times that it took: where the machine is full, readers take larger batches in place of more of them. */
const REST = 3;
/** In milliseconds: what took long for another reason, as a database that was away, must not keep others waiting as well. */
const LONGEST_REST_MS = 200;
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
  /** Until when it rests from the last batch. */
  private rested = -Infinity;
  private wake: () => void = () => undefined;
  private readonly batchSize: number;

  constructor(
    private readonly reads: SharedReads,
    private readonly consumer: Consumer,
    private readonly options: StoreTailOptions,
  ) {
    this.batchSize = consumer.batchSize ?? options.batchSize ?? DEFAULT_BATCH;
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
    let next: Promise<Reading> | null = this.read(position);
    while (!this.stopping) {
      const { events, full, halt }: Reading = await (next ?? this.read(position));
      next = null;
      const last = events.at(-1);
      if (last === undefined) {
        if (halt !== null) throw halt;
        // What was heard of while we read may be what we did not see yet.
        if (!this.signalled) this.head = position;
      } else {
        if (this.stopping) return;
        position = last.position;
        // Read ahead while the handler works: a rebuild keeps the store and the consumer busy at the same time.
        if (full && halt === null) next = this.read(position);
        const from = performance.now();
        await this.consumer.handle({ events, watermark: position });
        const ended = performance.now();
        this.rested = ended + Math.min(REST * (ended - from), LONGEST_REST_MS);
        if (halt !== null) throw halt;
      }
      if (next === null) await this.untilMore(position);
    }
  }

  /** At most a batch after this position, save that a commit which is larger is read to its end. Empty where there is no more, or when stopped. */
  private async read(after: number): Promise<Reading> {
    try {
      const events = await this.attempt(after, this.batchSize);
      const [first, last] = [events[0], events.at(-1)];
      const isOne = first !== undefined && first.meta.commit === last?.meta.commit;
      const missing = isOne ? endOfCommit(last) - last.position : 0;
      const full = events.length >= this.batchSize;
      if (!isOne || missing === 0) return { ...deliverable(after, events), full };
      const rest = await this.attempt(last.position, missing);
      if (rest.length === 0 && this.stopping) return NOTHING;
      return { ...deliverable(after, [...events, ...rest]), full };
    } catch (error) {
      if (!(error instanceof UnknownStoredEvent)) throw error;
      // What lies before it can be read.
      const before = await this.attempt(after, error.position - 1 - after);
      const { events } = deliverable(after, before);
      const halted = new LogHalted(events.at(-1)?.position ?? after, 'EVENT_TYPE_UNKNOWN', error.message);
      return { events, full: false, halt: halted };
    }
  }

  private async attempt(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    for (let delay = FIRST_RETRY_MS; ; delay = Math.min(2 * delay, LAST_RETRY_MS)) {
      this.signalled = false;
      try {
        return await this.reads.read(after, limit);
      } catch (error) {
        if (error instanceof UnknownStoredEvent) throw error;
        if (this.stopping) return [];
        this.options.onRetry?.(this.consumer.name, error);
        await this.pause(delay);
        if (this.stopping) return [];
      }
    }
  }

  /**
   * Waits while the log is known to reach no further (heard of less, as right after the start, there may be more), and keeps the pace: also under load,
   * when there is always more, since it is then that small batches cost most.
   */
  private async untilMore(position: number): Promise<void> {
    while (this.head === position && !this.stopping) await new Promise<void>((resolve) => (this.wake = resolve));
    const { pace = 0 } = this.consumer;
    const wait = pace === 0 ? 0 : Math.max(this.begun + pace, this.rested) - performance.now();
    if (wait > 0 && !this.stopping) await this.pause(wait);
    if (this.head > position) this.begun = performance.now();
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

const endOfCommit = ({ meta }: RecordedEvent): number => meta.commit + meta.commitSize - 1;

interface Reading {
  /** Whole commits. */
  readonly events: readonly RecordedEvent[];
  /** There was as much as was asked for, so most likely more. */
  readonly full: boolean;
  /** Why there is no next one. */
  readonly halt: LogHalted | null;
}

const NOTHING: Reading = { events: [], full: false, halt: null };

/**
 * What of a read can be handed over: whole commits, up to the first hole. A hole in the positions means that an event was lost: going on would make every
 * later figure wrong, unseen. A commit that the read cut off at its end is left to the next one.
 */
function deliverable(after: number, read: readonly RecordedEvent[]): Omit<Reading, 'full'> {
  let dense = 0;
  while (dense < read.length && read[dense]?.position === after + 1 + dense) dense++;
  // Only the last commit can be cut off: what is dense holds all of those before it.
  const last = read[dense - 1];
  let whole = dense;
  if (last !== undefined && endOfCommit(last) !== last.position) {
    while (whole > 0 && read[whole - 1]?.meta.commit === last.meta.commit) whole--;
  }
  const events = whole === read.length ? read : read.slice(0, whole);
  const beyond = read[dense];
  const end = after + dense;
  const halt = (reason: string): Omit<Reading, 'full'> => ({
    events,
    halt: new LogHalted(after + whole, 'EVENT_MISSING', reason),
  });
  if (beyond !== undefined) return halt(`the store skips from position ${end} to ${beyond.position}`);
  if (whole === 0 && last !== undefined) {
    const { commit, commitSize } = last.meta;
    return halt(`the commit at position ${commit} ends at ${end} in the store, of ${commitSize} events`);
  }
  return { events, halt: null };
}
