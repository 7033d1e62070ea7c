import { pendingMigrations, type Migration } from '#libs/postgres';
import type { Logger } from 'pino';
import { untilPossible } from './patience.js';

/** The schema is older than this version of the software: whoever migrates has yet to come. */
class SchemaOlder extends Error {
  override readonly name = 'SchemaOlder';
  constructor(pending: readonly string[]) {
    super(`the database waits for ${pending.length} migration(s), the first is ${pending[0] ?? ''}`);
  }
}

/** Classes of SQLSTATE that pass by themselves: connection lost, too many connections, shutting down or starting up. */
const AWAY = new Set(['08', '53', '57']);
const SQLSTATE = /^[0-9A-Z]{5}$/;
/** Of the system, as ECONNREFUSED. Node's own, as ERR_INVALID_URL, are mistakes. */
const NETWORK = /^E(?!RR_)[A-Z_]+$/;

/** Whether Postgres cannot be reached now, for reasons that may be over soon. A wrong password is none of them. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (NETWORK.test(code)) return true;
  if (SQLSTATE.test(code)) return AWAY.has(code.slice(0, 2));
  // The driver gives no code to a connection that ended, or was not made, in time.
  return /^Connection terminated|timeout/i.test(error.message);
}

export interface Waiting {
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** Waits for Postgres to be there. @throws what does not pass by itself */
export const untilReachable = <T>(attempt: () => Promise<T>, { signal, log }: Waiting): Promise<T> =>
  untilPossible(attempt, {
    signal,
    passes: (error) => error instanceof SchemaOlder || isAway(error),
    onWaiting: (error) => log.warn({ reason: (error as Error).message }, 'waiting for the store'),
  });

/**
 * Waits for a database with the schema of this version: processes start in any order, and one of them migrates.
 * @throws SchemaNewerError when a newer version of the software migrated it
 */
export const untilMigrated = (url: string, migrations: readonly Migration[], waiting: Waiting): Promise<void> =>
  untilReachable(async () => {
    const pending = await pendingMigrations(url, migrations);
    if (pending.length > 0) throw new SchemaOlder(pending);
  }, waiting);
