import { dateOf, nextMidnight, sleepTowards, today, type Clock } from '#libs/kernel';

/** A state as a subscriber sees it; a higher position is newer. */
export interface Positioned {
  readonly position: number;
}

/** Calls back after a delay; returns how to cancel. Passed in, so that a test decides when it is midnight. */
export type Timer = (milliseconds: number, callback: () => void) => () => void;

export const systemTimer: Timer = (milliseconds, callback) => {
  const handle = setTimeout(callback, milliseconds);
  handle.unref();
  return () => clearTimeout(handle);
};

/** Reads the current state, with the position that it reflects. */
export type Load<S extends Positioned> = () => Promise<S>;
/**
 * Registers a listener for "it may have changed"; returns the unsubscriber. Calls may be merged or superfluous. `again`:
 * it may also differ at a position that was seen before, as after a rebuild.
 */
export type Changed = (listener: (again?: boolean) => void) => () => void;

/**
 * Live states for many subscribers: first listens, then loads a snapshot, then gives each newer state; never an increment.
 * So no update is lost between snapshot and listening, a late or doubled notice is harmless, and a slow reader gets the
 * latest state. All subscribers of one key share one listener and one load: the key must therefore name everything that
 * the answer depends on (what is asked, and the caller's policy outcome).
 * States are given again at local midnight, when a default `asOf` moves.
 */
export class LiveStates {
  private readonly sources = new Map<string, Source<Positioned>>();
  private cancelMidnight: (() => void) | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly timer: Timer = systemTimer,
  ) {}

  /** A failing `load` ends the iteration of every subscriber of the key with its error. */
  watch<S extends Positioned>(key: string, load: Load<S>, changed: Changed): AsyncIterableIterator<S> {
    let source = this.sources.get(key) as Source<S> | undefined;
    if (source === undefined || source.ended) {
      const created: Source<S> = new Source(load, changed, () => {
        if (this.sources.get(key) === (created as unknown)) this.sources.delete(key);
        if (this.sources.size === 0) this.stopMidnight();
      });
      source = created;
      this.sources.set(key, created as unknown as Source<Positioned>);
      this.awaitMidnight();
    }
    return source.subscribe();
  }

  /** Loads and gives every state again, also when no position moved: after a rebuild was swapped in, or at midnight. */
  refresh(): void {
    for (const source of this.sources.values()) source.reload(true);
  }

  /** Number of keys that are watched now. */
  get watched(): number {
    return this.sources.size;
  }

  /** Ends every subscription. */
  close(): void {
    this.stopMidnight();
    for (const source of [...this.sources.values()]) source.end();
  }

  private awaitMidnight(): void {
    if (this.cancelMidnight !== null) return;
    const day = today(this.clock);
    const midnight = nextMidnight(this.clock.now());
    this.cancelMidnight = this.timer(sleepTowards(this.clock, midnight), () => {
      this.cancelMidnight = null;
      // Mostly it is not midnight yet: we only look at the clock.
      if (dateOf(this.clock.now()) !== day) this.refresh();
      if (this.sources.size > 0) this.awaitMidnight();
    });
  }

  private stopMidnight(): void {
    this.cancelMidnight?.();
    this.cancelMidnight = null;
  }
}

/** One key: one listener, one load at a time, any number of subscribers. */
class Source<S extends Positioned> {
  ended = false;
  private readonly subscribers = new Set<Latest<S>>();
  private latest: S | null = null;
  private loading = false;
  private dirty = false;
  private again = false;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly load: Load<S>,
    changed: Changed,
    private readonly onEnd: () => void,
  ) {
    // Listen first: what changes while the snapshot is loaded makes it load again.
    this.unsubscribe = changed((again = false) => this.reload(again));
    this.reload(false);
  }

  subscribe(): AsyncIterableIterator<S> {
    const subscriber = new Latest<S>(() => {
      this.subscribers.delete(subscriber);
      if (this.subscribers.size === 0) this.end();
    });
    this.subscribers.add(subscriber);
    if (this.latest !== null) subscriber.put(this.latest);
    return subscriber;
  }

  /** `again`: give the state even when its position did not move. */
  reload(again: boolean): void {
    this.dirty = true;
    this.again ||= again;
    if (!this.loading) void this.run();
  }

  end(error?: Error): void {
    if (this.ended) return;
    this.ended = true;
    this.unsubscribe();
    for (const subscriber of [...this.subscribers]) subscriber.finish(error);
    this.onEnd();
  }

  private async run(): Promise<void> {
    this.loading = true;
    try {
      // Yields once, so that the first subscriber is there when a load fails at once.
      await Promise.resolve();
      while (this.dirty && !this.ended) {
        this.dirty = false;
        const again = this.again;
        this.again = false;
        const state = await this.load();
        if (this.latest === null || state.position > this.latest.position || (again && !this.isOlder(state))) {
          this.latest = state;
          for (const subscriber of this.subscribers) subscriber.put(state);
        }
      }
    } catch (error) {
      this.end(error instanceof Error ? error : new Error('a state could not be loaded', { cause: error }));
    } finally {
      this.loading = false;
    }
  }

  private isOlder(state: S): boolean {
    return this.latest !== null && state.position < this.latest.position;
  }
}

type Step<S> = IteratorResult<S, undefined>;

/** An iterator that holds one value: who reads slowly misses what was overtaken, never the latest. */
class Latest<S> implements AsyncIterableIterator<S> {
  private value: { readonly state: S } | null = null;
  private failure: { readonly error: Error } | null = null;
  private finished = false;
  private waiting: { resolve: (step: Step<S>) => void; reject: (error: Error) => void }[] = [];

  constructor(private readonly onReturn: () => void) {}

  put(state: S): void {
    if (this.finished) return;
    const reader = this.waiting.shift();
    if (reader === undefined) this.value = { state };
    else reader.resolve({ done: false, value: state });
  }

  finish(error?: Error): void {
    if (this.finished) return;
    this.finished = true;
    const [first, ...others] = this.waiting;
    this.waiting = [];
    if (error !== undefined) {
      if (first === undefined) this.failure = { error };
      else first.reject(error);
    } else first?.resolve({ done: true, value: undefined });
    for (const reader of others) reader.resolve({ done: true, value: undefined });
  }

  next(): Promise<Step<S>> {
    if (this.value !== null) {
      const { state } = this.value;
      this.value = null;
      return Promise.resolve({ done: false, value: state });
    }
    if (this.failure !== null) {
      const { error } = this.failure;
      this.failure = null;
      return Promise.reject(error);
    }
    if (this.finished) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  return(): Promise<Step<S>> {
    this.value = null;
    this.finish();
    this.onReturn();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
