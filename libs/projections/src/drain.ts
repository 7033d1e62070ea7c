import { LogHalted, type EventLog, type LogBatch, type Subscription } from '#libs/event-log';
import { ProjectionStopped } from './errors.js';
import type { Projector } from './projector.js';

export type Progress = (position: number, target: number) => void;

/** A position to reach, and who waits for it. */
interface Goal {
  readonly target: number;
  readonly progress: Progress | undefined;
  readonly reached: () => void;
  readonly failed: (error: Error) => void;
}

/**
 * Feeds a projector up to positions that are named one after another, all out of one subscription: to begin one may take a broker seconds, and some are
 * named while others wait. Between them the log is held up at the batch in hand.
 */
export class Drain {
  #subscription: Promise<Subscription> | null = null;
  #goal: Goal | null = null;
  #closed = false;
  #wake: () => void = () => undefined;
  /** How the subscription ended. */
  #ended: Error | null = null;

  constructor(
    private readonly projector: Projector,
    private readonly log: EventLog,
    private readonly options: { readonly name: string; readonly batchSize: number; readonly signal: AbortSignal },
  ) {}

  /**
   * Applies and writes events up to exactly this position. One at a time.
   * @throws ProjectionStopped when stopped before; ProjectionHalted when an event before it cannot be handled or delivered.
   */
  async to(target: number, progress?: Progress): Promise<void> {
    const { signal } = this.options;
    if (signal.aborted || this.#closed) throw new ProjectionStopped();
    if (this.projector.position >= target) return;
    const stop = (): void => void this.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await new Promise<void>((reached, failed) => {
        this.#goal = { target, progress, reached, failed };
        if (this.#ended !== null) return failed(this.#ended);
        this.#wake();
        this.#subscription ??= this.subscribe();
        this.#subscription.catch(failed);
      });
    } catch (error) {
      if (error instanceof LogHalted) await this.projector.haltedBy(error);
      throw error;
    } finally {
      this.#goal = null;
      signal.removeEventListener('abort', stop);
      await this.projector.settled();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#wake();
    const subscription = await this.#subscription?.catch(() => null);
    await subscription?.stop();
    await subscription?.done.catch(() => undefined); // Whoever waits to get somewhere was told.
  }

  private async subscribe(): Promise<Subscription> {
    const { name, batchSize } = this.options;
    const subscription = await this.log.subscribe({
      name: `${name}:drain`,
      after: this.projector.position,
      batchSize,
      handle: (batch) => this.handle(batch),
    });
    const end = (error: Error): void => {
      this.#ended = error;
      this.#goal?.failed(error);
    };
    subscription.done.then(() => end(new ProjectionStopped()), end);
    return subscription;
  }

  private async handle({ events, watermark }: LogBatch): Promise<void> {
    while (this.projector.position < watermark) {
      const goal = await this.nextGoal();
      if (goal === null) return;
      const { target, progress, reached } = goal;
      // What lies behind the goal is for the next one.
      const wanted = watermark <= target ? events : events.filter(({ position }) => position <= target);
      await this.projector.apply(wanted, Math.min(watermark, target));
      progress?.(this.projector.position, target);
      if (this.projector.position >= target) {
        this.#goal = null;
        reached();
      }
    }
  }

  /** Null when it is closed. */
  private async nextGoal(): Promise<Goal | null> {
    while (this.#goal === null && !this.#closed) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#closed ? null : this.#goal;
  }
}
