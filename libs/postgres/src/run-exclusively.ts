import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, Pool } from 'pg';
import { dedicatedClient } from './pool.js';
import { endConnection, watchConnection, type InTurn } from './watch-connection.js';

/** First part of the keys of these locks, so that they cannot meet those of others. */
const LOCK_SPACE = 721_403;
/** Between two tries, in ms: so long at most nobody does the work after a crash. */
const TRY_EVERY = 200;

/**
 * Does some work in one process at a time, however many ask: `work` runs while an advisory lock of this name is held, on a connection outside the pool's size.
 * Its signal is aborted when `signal` is, or when the connection is lost and with it the lock: it must then stop at once, for another may have begun. After a
 * lost lock it stands by again. Resolves when `signal` was aborted or `work` came to its end; rejects when `work` does while it holds the lock.
 * @param onStandBy called when the work has to wait for another, or for a connection; once each time
 */
export async function runExclusively(
  pool: Pool,
  name: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
  onStandBy: () => void = () => undefined,
): Promise<void> {
  let told = false;
  const standBy = (): Promise<void> => {
    if (!told) onStandBy();
    told = true;
    return pause(TRY_EVERY, signal);
  };
  while (!signal.aborted) {
    const session = await LockSession.open(pool).catch(() => null);
    if (session === null) {
      await standBy();
      continue;
    }
    try {
      while (!signal.aborted && !session.lost.aborted && !(await session.tryLock(name))) await standBy();
      const held = AbortSignal.any([signal, session.lost]);
      if (held.aborted) continue;
      told = false;
      if (await cameToItsEnd(work, held)) return;
    } finally {
      await session.end();
    }
  }
}

/** False when it was stopped. */
async function cameToItsEnd(work: (signal: AbortSignal) => Promise<void>, held: AbortSignal): Promise<boolean> {
  try {
    await work(held);
  } catch (error) {
    // What is told to stop may answer by rejecting.
    if (!held.aborted) throw error;
  }
  return !held.aborted;
}

/** The connection that the lock belongs to. */
class LockSession {
  readonly #lost = new AbortController();
  readonly #query: InTurn;

  private constructor(private readonly client: Client) {
    this.#query = watchConnection(client, () => this.#lost.abort());
  }

  static async open(pool: Pool): Promise<LockSession> {
    const client = dedicatedClient(pool, 'bovenlokaal-lock');
    const session = new LockSession(client);
    try {
      await client.connect();
      return session;
    } catch (error) {
      await session.end();
      throw error;
    }
  }

  /** Aborted from the moment that the connection, and so the lock, is lost. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  async tryLock(name: string): Promise<boolean> {
    try {
      const { rows } = await this.#query<{ granted: boolean }>(
        'select pg_try_advisory_lock($1, hashtext($2)) as granted',
        [LOCK_SPACE, name],
      );
      return rows[0]?.granted === true;
    } catch {
      this.#lost.abort();
      return false;
    }
  }

  async end(): Promise<void> {
    this.#lost.abort();
    await endConnection(this.client);
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
