import type { Client, Pool } from 'pg';
import { dedicatedClient, endConnection, watchConnection, type InTurn, type WatchPace } from '#libs/postgres';
import { CHANNEL } from './generations.js';

/** First part of the keys of our advisory locks, so that they cannot meet those of others. */
const LOCK_SPACE = 721_402;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 2_000;

interface Connection {
  readonly client: Client;
  readonly query: InTurn;
}

/** Lets go of one lock. Does nothing when the connection that held it is lost: whoever holds that key now goes on holding it. */
type Release = () => Promise<void>;

/**
 * The one connection of a host that lives as long as the host: it listens for changes and holds the locks "I run this projection".
 * When it breaks or falls silent, the locks are gone, and `alive` says so; it comes back by itself.
 */
export class Session {
  #connection: Connection | null = null;
  #alive = new AbortController();
  #stopped = false;
  #timer: NodeJS.Timeout | null = null;
  /** Locks of a session are granted to it again and again: within the process we keep count ourselves. */
  readonly #held = new Set<string>();

  constructor(
    private readonly pool: Pool,
    private readonly onNotification: (payload: string) => void,
    /** Called after every (re)connect: notifications may have been missed. */
    private readonly onConnected: () => void,
    private readonly pace?: WatchPace,
  ) {
    this.#alive.abort();
  }

  /** Aborted from the moment that the connection, and so every lock, is lost. */
  get alive(): AbortSignal {
    return this.#alive.signal;
  }

  async start(): Promise<void> {
    const client = dedicatedClient(this.pool);
    const query = watchConnection(client, () => this.lost(client), this.pace);
    client.on('notification', ({ payload }) => {
      if (payload !== undefined) this.onNotification(payload);
    });
    try {
      await client.connect();
      await query(`listen ${CHANNEL}`);
    } catch (error) {
      void endConnection(client);
      throw error;
    }
    if (this.#stopped) return endConnection(client);
    this.#connection = { client, query };
    this.#alive = new AbortController();
    this.onConnected();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const client = this.#connection?.client;
    if (client === undefined) return;
    this.lost(client);
    await endConnection(client);
  }

  /** Null when another process or another part of this one has it, or when there is no connection now. */
  async tryLock(key: string): Promise<Release | null> {
    const connection = this.#connection;
    if (connection === null || this.#held.has(key)) return null;
    this.#held.add(key);
    try {
      const { rows } = await connection.query<{ granted: boolean }>(
        'select pg_try_advisory_lock($1, hashtext($2)) as granted',
        [LOCK_SPACE, key],
      );
      if (rows[0]?.granted === true && this.#connection === connection) return () => this.unlock(key, connection);
    } catch {
      // The connection broke: no lock.
    }
    if (this.#connection === connection) this.#held.delete(key);
    return null;
  }

  private async unlock(key: string, connection: Connection): Promise<void> {
    if (this.#connection !== connection) return;
    await connection.query('select pg_advisory_unlock($1, hashtext($2))', [LOCK_SPACE, key]).catch(() => undefined);
    if (this.#connection === connection) this.#held.delete(key);
  }

  private lost(client: Client): void {
    // One that says nothing is closed from this side: for the server it may live, and would keep the locks from everybody.
    void endConnection(client);
    if (this.#connection?.client !== client) return;
    this.#connection = null;
    this.#held.clear();
    this.#alive.abort();
    this.reconnect(FIRST_RETRY_MS);
  }

  private reconnect(delay: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.start().catch(() => this.reconnect(Math.min(2 * delay, LAST_RETRY_MS)));
    }, delay).unref();
  }
}
