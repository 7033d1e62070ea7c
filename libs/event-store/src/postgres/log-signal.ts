import type pg from 'pg';
import type { Pool } from 'pg';
import { dedicatedClient } from '#libs/postgres';

/** Between two polls, in ms. The safety net for a NOTIFY that was lost with its connection; also the wait before listening again. */
const POLL_EVERY = 1_000;

/**
 * Tells who watches the log that it moved on: at once for appends of this process, by NOTIFY for those of others, and
 * by a poll in case a NOTIFY was lost. Runs only while somebody watches.
 */
export class LogSignal {
  readonly #listeners = new Set<(position: number) => void>();
  #seen = 0;
  #timer: NodeJS.Timeout | undefined;
  #client: pg.Client | undefined;
  #connecting = false;
  #polling = false;

  constructor(
    private readonly pool: Pool,
    private readonly readHead: () => Promise<number>,
  ) {}

  subscribe(listener: (position: number) => void): () => void {
    // Wrapped: the same function may watch twice, and each is to be stopped by itself.
    const own = (position: number): void => listener(position);
    this.#listeners.add(own);
    if (this.#seen > 0) queueMicrotask(() => this.#listeners.has(own) && own(this.#seen));
    this.#timer ??= setInterval(() => void this.#tick(), POLL_EVERY).unref();
    void this.#tick();
    return () => {
      this.#listeners.delete(own);
      if (this.#listeners.size === 0) void this.close();
    };
  }

  /** The log is known to reach this position. */
  advanced(position: number): void {
    if (position <= this.#seen) return;
    this.#seen = position;
    for (const listener of [...this.#listeners]) listener(position);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }

  async #tick(): Promise<void> {
    if (!this.#client) void this.#listen();
    await this.#poll();
  }

  async #poll(): Promise<void> {
    if (this.#polling) return;
    this.#polling = true;
    try {
      this.advanced(await this.readHead());
    } catch {
      // The next poll tries again; who appends or reads meets the error itself.
    } finally {
      this.#polling = false;
    }
  }

  async #listen(): Promise<void> {
    if (this.#connecting) return;
    this.#connecting = true;
    const client = dedicatedClient(this.pool, 'bovenlokaal-listen');
    const forget = (): void => {
      if (this.#client === client) this.#client = undefined;
    };
    client.on('error', forget);
    client.on('end', forget);
    client.on('notification', ({ payload }) => this.advanced(Number(payload)));
    try {
      await client.connect();
      await client.query('listen event_appended');
      if (this.#timer === undefined) await client.end();
      else {
        this.#client = client;
        await this.#poll(); // what was announced before we listened
      }
    } catch {
      await client.end().catch(() => undefined);
    } finally {
      this.#connecting = false;
    }
  }
}
