import { sleepTowards, type Clock, type Instant } from '#libs/kernel';
import { delayAfter, pause, reasonOf } from './back-off.js';
import type { DeadlineHandler } from './deadline.js';
import type { DeadlineTable, Revision, StoredDeadline } from './deadline-table.js';
import type { HostLog } from './reactor.js';

/** Key of a deadline that its handler arms itself. */
const RECURRING = '';

interface Failing extends Revision {
  /** By the machine's own time: a clock that was turned back must not keep it waiting. */
  readonly retryAt: number;
}

function nextOf(handler: DeadlineHandler, now: Instant): Instant | null {
  const next = handler.again?.(now) ?? null;
  // It would be fired without end.
  if (next !== null && next <= now)
    throw new RangeError(`${handler.name} falls due again at ${next}, not after ${now}`);
  return next;
}

/** Fires what falls due, in the process that holds the lock. */
export class DeadlineRunner {
  readonly #failing = new Map<string, Failing>();
  #wake: () => void = () => undefined;
  #woken = false;

  constructor(
    private readonly handlers: ReadonlyMap<string, DeadlineHandler>,
    private readonly table: DeadlineTable,
    private readonly clock: Clock,
    private readonly hostLog: HostLog,
    private readonly pollMs: number,
  ) {}

  /** Looks again at once: a deadline was set in this process. */
  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  async run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      try {
        await this.armRecurring();
        for (;;) {
          const wait = await this.fireNext(signal);
          if (signal.aborted) return;
          failures = 0;
          if (wait > 0) await this.sleep(wait, signal);
        }
      } catch (error) {
        failures++;
        this.hostLog.error(`deadlines: ${reasonOf(error)}; trying again`);
        await pause(delayAfter(failures), signal);
      }
    }
  }

  private async armRecurring(): Promise<void> {
    for (const handler of this.handlers.values()) {
      const next = nextOf(handler, this.clock.now());
      if (next !== null) await this.table.arm({ name: handler.name, key: RECURRING }, next);
    }
  }

  /** Fires the first that is due. Answers how long to sleep before looking again, in ms; 0 when one was fired. */
  private async fireNext(signal: AbortSignal): Promise<number> {
    this.#woken = false;
    const waiting = this.leftAlone();
    const next = await this.table.next([...this.handlers.keys()], waiting);
    if (next !== null && next.dueAt <= this.clock.now()) {
      await this.fire(next, signal);
      return 0;
    }
    const retries = waiting.map(({ retryAt }) => retryAt - performance.now());
    const due = next === null ? this.pollMs : sleepTowards(this.clock, next.dueAt, this.pollMs);
    return Math.max(1, Math.min(due, ...retries));
  }

  private async fire(deadline: StoredDeadline, signal: AbortSignal): Promise<void> {
    const { name, key, revision } = deadline;
    const handler = this.handlers.get(name);
    if (handler === undefined) throw new Error(`nobody handles deadlines “${name}”`);
    const id = JSON.stringify([name, key]);
    try {
      await handler.fire(deadline, signal);
    } catch (error) {
      // What was broken off is no failure: it fires again, here or elsewhere.
      if (signal.aborted) return;
      const reason = reasonOf(error);
      const attempts = await this.table.failed(deadline, reason);
      this.#failing.set(id, { name, key, revision, retryAt: performance.now() + delayAfter(attempts) });
      this.hostLog.error(`deadline ${name}/${key} of ${deadline.dueAt}: ${reason}; attempt ${attempts}, trying again`);
      return;
    }
    this.#failing.delete(id);
    const now = this.clock.now();
    await this.table.settle(deadline, now, nextOf(handler, now));
  }

  /** Those that failed and are not to be tried yet. */
  private leftAlone(): readonly Failing[] {
    for (const [id, { retryAt }] of this.#failing) if (retryAt <= performance.now()) this.#failing.delete(id);
    return [...this.#failing.values()];
  }

  private async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (this.#woken) return;
    const awake = new AbortController();
    this.#wake = () => awake.abort();
    await pause(milliseconds, AbortSignal.any([signal, awake.signal]));
    this.#wake = () => undefined;
  }
}
