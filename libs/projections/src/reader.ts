import { escapeIdentifier, escapeLiteral, type Pool, type PoolClient, type QueryResultRow } from 'pg';
import type { ChangeFeed } from './change-feed.js';
import { ProjectionNotReady } from './errors.js';

/** A query on the tables of a generation. */
export interface ReadModelQuery {
  /** SQL of one SELECT; may be ordered. Column names must be unique and not begin with `_`. */
  readonly text: string;
  readonly values?: readonly unknown[];
}

export interface LiveGeneration {
  /** Schema of the live tables, quoted for use in SQL. */
  readonly schema: string;
  /** The tables hold the log up to and including this position. */
  readonly position: number;
}

/** Swaps follow each other in minutes at the soonest; so many in a row within one read is a bug. */
const ATTEMPTS = 5;
const UNDEFINED_TABLE = '42P01';

/**
 * Reads of the live tables. Learning the name of the schema and reading from it are two moments, and a swap may come between them:
 * every read therefore checks, in its own snapshot, that what it read is live, and otherwise reads again.
 */
export class Reader {
  constructor(
    private readonly pool: Pool,
    private readonly feed: ChangeFeed,
  ) {}

  /** One statement: the rows, in their order, with the position at which they hold. */
  async read<R extends QueryResultRow>(
    name: string,
    build: (schema: string) => ReadModelQuery,
  ): Promise<{ position: number; rows: R[] }> {
    return this.whileLive(name, async (schema) => {
      const { text, values = [] } = build(escapeIdentifier(schema));
      const { rows } = await this.pool.query<R & { _role: string; _position: number; _n: number | null }>(
        `select p.role as "_role", p.position as "_position", q.* from projection p
           left join (select row_number() over () as "_n", s.* from (${text}) s) q on true
          where p.schema = ${escapeLiteral(schema)} order by q."_n"`,
        [...values],
      );
      const first = rows[0];
      if (first?._role !== 'live') return null;
      const found: R[] = first._n === null ? [] : rows.map(({ _role, _position, _n, ...row }) => row as unknown as R);
      return { position: first._position, rows: found };
    });
  }

  /** Several statements in one snapshot. `work` may run twice when a swap came between. */
  async snapshot<T>(name: string, work: (client: PoolClient, live: LiveGeneration) => Promise<T>): Promise<T> {
    const answer = await this.whileLive(name, async (schema) => {
      const client = await this.pool.connect();
      let failed = true;
      try {
        await client.query('begin isolation level repeatable read read only');
        const { rows } = await client.query<{ role: string; position: number }>(
          'select role, position from projection where schema = $1',
          [schema],
        );
        const found = rows[0];
        const isLive = found?.role === 'live';
        const value = isLive
          ? await work(client, { schema: escapeIdentifier(schema), position: found.position })
          : null;
        await client.query('commit');
        failed = false;
        return isLive ? { value: value as T } : null;
      } finally {
        client.release(failed);
      }
    });
    return answer.value;
  }

  /** `attempt` gets the name of the schema and answers null when that is not the live one; then it is asked again. */
  async whileLive<T>(name: string, attempt: (schema: string) => Promise<T | null>): Promise<T> {
    for (let n = 1; n <= ATTEMPTS; n++) {
      const { schema } = await this.feed.live(name);
      try {
        const answer = await attempt(schema);
        if (answer !== null) return answer;
      } catch (error) {
        // The table is gone: swapped out so long ago that it was dropped. Or the query is wrong: then what is live stays the same.
        if ((error as { code?: string }).code !== UNDEFINED_TABLE) throw error;
        await this.feed.refresh(true);
        if ((await this.feed.live(name)).schema === schema) throw error;
        continue;
      }
      await this.feed.refresh(true);
    }
    throw new ProjectionNotReady(name);
  }
}
