import type { Pool } from 'pg';
import type { EventLog } from '#libs/event-log';
import { runExclusively } from '#libs/postgres';
import { delayAfter, pause, reasonOf } from './back-off.js';
import type { HostLog, Reactor, Role } from './reactor.js';
import type { ReactorTable } from './reactor-table.js';

const DEFAULT_PACE = 50;
const FIRST = (): Promise<number> => Promise.resolve(0);

/** Brings the log to one reactor, in whichever process holds its lock. */
export class ReactorRunner {
  role: Role = 'stopped';
  #attempts = 0;

  constructor(
    private readonly reactor: Reactor,
    private readonly pool: Pool,
    private readonly log: EventLog,
    private readonly table: ReactorTable,
    private readonly head: () => Promise<number>,
    private readonly hostLog: HostLog,
    /** A log that has gone on for so many milliseconds is mended. */
    private readonly mendedAfterMs: number,
  ) {}

  /** Runs, or stands by for the process that does, until stopped. */
  async run(signal: AbortSignal): Promise<void> {
    this.role = 'standby';
    try {
      await runExclusively(
        this.pool,
        `reactor:${this.reactor.name}`,
        signal,
        (active) => this.follow(active),
        () => (this.role = 'standby'),
      );
    } finally {
      this.role = 'stopped';
    }
  }

  private async follow(signal: AbortSignal): Promise<void> {
    const { name, begins } = this.reactor;
    this.role = 'active';
    this.#attempts = 0;
    while (!signal.aborted) {
      try {
        await this.consume(await this.table.open(name, begins === 'now' ? this.head : FIRST), signal);
        if (!signal.aborted) throw new Error('the event log was closed');
      } catch (error) {
        if (signal.aborted) return;
        await this.failed(error, signal);
      }
    }
  }

  /** Delivers what lies after the position, until aborted; rejects with what the reactor, the log or the database had to say. */
  private async consume(after: number, signal: AbortSignal): Promise<void> {
    const { reactor, table } = this;
    const subscription = await this.log.subscribe({
      name: `reactor-${reactor.name}`,
      after,
      pace: reactor.pace ?? DEFAULT_PACE,
      ...(reactor.batchSize === undefined ? {} : { batchSize: reactor.batchSize }),
      handle: async (batch) => {
        await reactor.react(batch, signal);
        await table.move(reactor.name, batch.watermark);
        if (this.#attempts > 0) this.hostLog.info(`reactor ${reactor.name}: goes on after position ${batch.watermark}`);
        this.#attempts = 0;
      },
    });
    const mended = setTimeout(() => void this.unmarkIfComplete().catch(() => undefined), this.mendedAfterMs).unref();
    const stop = (): void => void subscription.stop().catch(() => undefined);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      await subscription.done;
    } finally {
      clearTimeout(mended);
      signal.removeEventListener('abort', stop);
    }
  }

  /**
   * The mark goes when the position moves. Where the record that could not be read was the last one, nothing moves it once the log is mended:
   * who has answered every event is not halted.
   */
  private async unmarkIfComplete(): Promise<void> {
    const { name } = this.reactor;
    if (await this.table.unmarkIfComplete(name, await this.head())) {
      this.hostLog.info(`reactor ${name}: goes on, the log is mended`);
      this.#attempts = 0;
    }
  }

  /** Says so, and waits. The lock is kept: another process would only meet the same. */
  private async failed(error: unknown, signal: AbortSignal): Promise<void> {
    const { name } = this.reactor;
    const reason = reasonOf(error);
    this.#attempts++;
    // The database may be what fails: then there is only the log to tell.
    const position = await this.table.halt(name, reason).catch(() => null);
    const where = position === null ? '' : ` after position ${position}`;
    this.hostLog.error(`reactor ${name} halted${where}: ${reason}; attempt ${this.#attempts}, trying again`);
    await pause(delayAfter(this.#attempts), signal);
  }
}
