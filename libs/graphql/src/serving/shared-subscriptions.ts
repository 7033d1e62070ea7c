import { anonymised, policyOutcome } from '#libs/access';
import type { GraphQLFormattedError } from 'graphql';
import { setImmediate as turn } from 'node:timers/promises';
import type { ApiContext } from '../caller.js';
import type { Executor, Started } from './executor.js';
import type { Operation } from './operations.js';

/** One state, executed and written once, on its way to everybody who shares it. */
export interface Frame {
  /** The execution result as JSON. */
  readonly json: string;
}

/** A subscription of one client on one transport. */
export interface Subscriber {
  /** A newer state. A transport that cannot send now keeps the latest only. */
  next(frame: Frame): void;
  /** Did not start, or broke: nothing follows. */
  error(errors: readonly GraphQLFormattedError[]): void;
  /** Nothing follows. */
  complete(): void;
}

/** Frames handed out before the event loop gets its turn: 2,000 sockets in one go would hold up everybody else for tens of ms. */
const FRAMES_PER_TURN = 250;

/**
 * Subscriptions, each executed and serialised once for all who ask the same and whom the policy answers the same.
 * The execution runs as the anonymised caller, so that nothing of one person can be in what another gets.
 */
export class SharedSubscriptions {
  private readonly groups = new Map<string, Group>();
  private own = 0;
  /** Executions started, frames made, frames handed to subscribers. */
  readonly counts = { executions: 0, frames: 0, deliveries: 0 };

  constructor(private readonly executor: Executor) {}

  /** Returns how to leave. The latest state comes first, at once where it is known. */
  join(operation: Operation, context: ApiContext, subscriber: Subscriber): () => void {
    const { documents } = this.executor;
    const shared = !documents.someRootField(operation, 'notShared');
    let key: string;
    try {
      key = shared ? `${policyOutcome(context.identity)}\n${documents.keyOf(operation)}` : `own ${++this.own}`;
    } catch (error) {
      subscriber.error(this.executor.maskThrown(error, context.traceId).errors ?? []);
      return () => undefined;
    }
    let group = this.groups.get(key);
    if (group === undefined) {
      const as: ApiContext = shared ? { ...context, identity: anonymised(context.identity) } : context;
      group = new Group(this.executor, as, this.counts, () => this.groups.delete(key));
      this.groups.set(key, group);
      group.add(subscriber);
      this.counts.executions++;
      void group.run(() => this.executor.subscribe(operation, as));
    } else group.add(subscriber);
    const joined = group;
    return () => joined.remove(subscriber);
  }

  /** Executions that run now. */
  get running(): number {
    return this.groups.size;
  }

  get subscribers(): number {
    let sum = 0;
    for (const group of this.groups.values()) sum += group.size;
    return sum;
  }
}

class Group {
  /** What each subscriber was handed last. */
  private readonly seen = new Map<Subscriber, Frame | null>();
  private latest: Frame | null = null;
  private results: AsyncGenerator<unknown> | null = null;
  private delivery: Promise<void> | null = null;
  private ended = false;

  constructor(
    private readonly executor: Executor,
    private readonly context: ApiContext,
    private readonly counts: { frames: number; deliveries: number },
    private readonly onEnd: () => void,
  ) {}

  get size(): number {
    return this.seen.size;
  }

  add(subscriber: Subscriber): void {
    this.seen.set(subscriber, this.latest);
    if (this.latest !== null) this.hand(subscriber, this.latest);
  }

  remove(subscriber: Subscriber): void {
    if (!this.seen.delete(subscriber) || this.seen.size > 0) return;
    this.end();
    // Not awaited: a generator that waits for its next value answers only then, and nobody waits for it.
    void this.results?.return(undefined);
  }

  async run(start: () => Promise<Started>): Promise<void> {
    const started = await start();
    if (!started.ok) return this.fail(started.result.errors ?? []);
    this.results = started.results;
    if (this.ended) {
      void started.results.return(undefined);
      return;
    }
    try {
      for await (const result of started.results) {
        const json = JSON.stringify(this.executor.mask(result, this.context.traceId));
        // The same state again, as at a midnight that changes nothing: not worth a message.
        if (json === this.latest?.json) continue;
        this.latest = { json };
        this.counts.frames++;
        this.delivery ??= this.deliver().finally(() => (this.delivery = null));
      }
      await this.delivery;
      if (this.ended) return;
      const subscribers = [...this.seen.keys()];
      this.end();
      for (const subscriber of subscribers) subscriber.complete();
    } catch (error) {
      this.fail(this.executor.maskThrown(error, this.context.traceId).errors ?? []);
    }
  }

  private fail(errors: readonly GraphQLFormattedError[]): void {
    if (this.ended) return;
    const subscribers = [...this.seen.keys()];
    this.end();
    for (const subscriber of subscribers) subscriber.error(errors);
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    this.seen.clear();
    this.onEnd();
  }

  private hand(subscriber: Subscriber, frame: Frame): void {
    this.seen.set(subscriber, frame);
    this.counts.deliveries++;
    subscriber.next(frame);
  }

  /** Brings everybody to the latest. Each round passes everyone, so that a fast stream of states starves nobody at the end. */
  private async deliver(): Promise<void> {
    let handed = 0;
    for (let behind = true; behind;) {
      behind = false;
      for (const subscriber of [...this.seen.keys()]) {
        const last = this.seen.get(subscriber);
        if (this.latest === null || last === undefined || last === this.latest) continue;
        behind = true;
        this.hand(subscriber, this.latest);
        if (++handed % FRAMES_PER_TURN === 0) await turn();
      }
    }
  }
}
