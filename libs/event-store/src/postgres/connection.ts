import pg from 'pg';
import type { Pool, QueryConfig } from 'pg';
import { dedicatedClient } from '#libs/postgres';

/**
 * One connection that is made when it is first needed, dropped when it breaks, and made again for the next query. One
 * query at a time runs on it; a second waits in pg's queue.
 */
export class Connection {
  #client: Promise<pg.Client> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly name: string,
    private readonly settings: string,
  ) {}

  /** Rejects with pg's error; one without an SQLSTATE means that the connection is gone and the outcome unknown. */
  async query<R extends pg.QueryResultRow>(config: QueryConfig): Promise<readonly R[]> {
    const opened = this.#client ?? this.#open();
    try {
      const client = await opened;
      return (await client.query<R>(config)).rows;
    } catch (error) {
      if (endsConnection(error)) await this.#drop(opened);
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.#client) await this.#drop(this.#client);
  }

  #open(): Promise<pg.Client> {
    const client = dedicatedClient(this.pool, this.name);
    const opened = client
      .connect()
      .then(() => client.query(this.settings))
      .then(() => client);
    const forget = (): void => {
      if (this.#client === opened) this.#client = undefined;
    };
    // Without a listener a connection that breaks while idle would end the process.
    client.on('error', forget);
    client.on('end', forget);
    this.#client = opened;
    return opened;
  }

  async #drop(dropped: Promise<pg.Client>): Promise<void> {
    if (this.#client === dropped) this.#client = undefined;
    await dropped.then((client) => client.end()).catch(() => undefined);
  }
}

/**
 * A server that ends a session (57P: terminated, shutting down, crashed) says so first and closes the socket later: whoever
 * asks in between would be sent into a connection that is already dead.
 */
const endsConnection = (error: unknown): boolean => !hasSqlState(error) || error.code.startsWith('57P');

/** True for an error that Postgres itself reported: the statement was rolled back, the connection may live on. */
export function hasSqlState(error: unknown): error is Error & { readonly code: string } {
  return error instanceof pg.DatabaseError && typeof error.code === 'string';
}
