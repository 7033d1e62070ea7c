import pg from 'pg';
import type { Instant, LocalDate } from '#libs/kernel';

const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;

/** Moments come back in UTC, so that reading them is cutting text. */
const FORMS = '-c TimeZone=UTC -c DateStyle=ISO';
/**
 * A host that lost its power says no goodbye: by the defaults of the system the server would keep its connections, and with them its locks, for two hours.
 * So, after some ten seconds of silence, they are over. On a Unix socket the server passes these over.
 */
const SILENCE =
  '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c tcp_user_timeout=10000';

/** Settings of every connection of ours. */
export const CONNECTION = {
  options: `${FORMS} ${SILENCE}`,
  // The same from this side. Without a delay of its own Node leaves that of the system, which is two hours again.
  keepAlive: true,
  keepAliveInitialDelayMillis: 5_000,
  /** An address at which nobody is at home is given up; whoever can wait tries again. */
  connectionTimeoutMillis: 10_000,
} as const;

/**
 * How Postgres values reach us: `bigint` as a number (an error beyond 2^53: a wrong figure would be worse), `date` as
 * `YYYY-MM-DD`, `timestamptz` as kernel `Instant`. Kept per pool, because pg's own setting is global and would change under
 * other libraries in the process.
 */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: string) {
    if (format !== 'binary') {
      if (oid === INT8) return parseBigint;
      if (oid === DATE) return parseDate;
      if (oid === TIMESTAMPTZ) return parseTimestamp;
    }
    return pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text') as (value: string) => unknown;
  },
};

function parseBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a number`);
  return value;
}

const parseDate = (text: string): LocalDate => text as LocalDate;

function parseTimestamp(text: string): Instant {
  // `2023-07-01 00:00:00.123456+00`; anything else (another zone, infinity) takes the slow road.
  if (text.endsWith('+00') && text.length >= 22 && text[10] === ' ') {
    const fraction = text.length > 22 ? text.slice(20, -3).padEnd(3, '0').slice(0, 3) : '000';
    return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z` as Instant;
  }
  return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString() as Instant;
}

/**
 * Gives up an address at which nobody is at home. The pool's own setting would also give up whoever waits for a connection that is in use,
 * as during a rebuild: that one is to wait for its turn.
 */
class PooledClient extends pg.Client {
  constructor(config: pg.ClientConfig = {}) {
    super({ ...config, connectionTimeoutMillis: CONNECTION.connectionTimeoutMillis });
  }
}

/** A pool with our type parsers. `size` is the largest number of connections (default 10). */
export function createPool(url: string, size = 10): pg.Pool {
  const { connectionTimeoutMillis: _ofTheClient, ...settings } = CONNECTION;
  const pool = new pg.Pool({
    ...settings,
    connectionString: url,
    max: size,
    types: typeParsers,
    Client: PooledClient,
  });
  // Without a listener, an idle connection that breaks ends the process; whoever uses the pool next sees the error anyway.
  pool.on('error', () => undefined);
  // The same for one that is lent out and waits for something else (a broker, a lock) when the server goes away.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}

/** One connection of its own, not from a pool: for LISTEN, advisory locks and other things that belong to a session. */
export function createClient(url: string): pg.Client {
  return new pg.Client({ ...CONNECTION, connectionString: url, types: typeParsers });
}

/** A statement that takes longer than this, in ms, is given up: better an unknown outcome than none. */
const QUERY_TIMEOUT = 60_000;

/**
 * A connection of its own to the database of a pool, outside the pool's size. The caller connects and ends it.
 * @param name by which Postgres lists it (`application_name`); left out: that of the pool
 */
export function dedicatedClient(pool: pg.Pool, name?: string): pg.Client {
  const { options } = pool;
  return new pg.Client({
    ...options,
    ...CONNECTION,
    // pg hides the password from being listed, so that spreading leaves it out.
    ...(options.password === undefined ? {} : { password: options.password }),
    ...(name === undefined ? {} : { application_name: name }),
    // It may be idle for days, and must not wait for ever on a network that dropped it unseen.
    query_timeout: QUERY_TIMEOUT,
  });
}
