import type { Pool } from 'pg';
import type { Instant } from '#libs/kernel';
import type { Deadline, DeadlineKey, NewDeadline } from './deadline.js';

/** A deadline between two times that it was set, cancelled or armed. */
export interface Revision extends DeadlineKey {
  readonly revision: number;
}

/** A deadline as it stood when it was picked up. */
export interface StoredDeadline extends Deadline, Revision {}

export interface OpenDeadlines {
  readonly open: number;
  readonly overdue: number;
  readonly next: Instant | null;
}

export interface FailingDeadline extends DeadlineKey {
  readonly attempts: number;
  readonly reason: string;
}

const COLUMNS = 'name, key, due_at as "dueAt", payload, position, revision';
/** More than this say nothing that these do not. */
const MOST_FAILING = 20;

/** The deadlines, in the database. */
export class DeadlineTable {
  constructor(private readonly pool: Pool) {}

  /** True when something changed. */
  async set({ name, key, dueAt, payload = {}, position }: NewDeadline): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `insert into deadline as d (name, key, due_at, payload, position) values ($1, $2, $3, $4, coalesce($5::bigint, 0))
       on conflict (name, key) do update
       set due_at = excluded.due_at, payload = excluded.payload, position = coalesce($5, d.position),
           revision = d.revision + 1, done_at = null, cancelled = false, attempts = 0, failure = null
       where case when $5 is null then (d.due_at, d.payload, d.cancelled) is distinct from (excluded.due_at, excluded.payload, false)
             else d.position < $5 end`,
      [name, key, dueAt, payload, position ?? null],
    );
    return rowCount === 1;
  }

  /** Sets it where nothing stands under its key. */
  async arm({ name, key }: DeadlineKey, dueAt: Instant): Promise<void> {
    await this.pool.query(
      `insert into deadline (name, key, due_at, payload, position) values ($1, $2, $3, '{}', 0) on conflict do nothing`,
      [name, key, dueAt],
    );
  }

  /** True when it was open. */
  async cancel({ name, key }: DeadlineKey, now: Instant, position: number | null): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `update deadline
       set done_at = $3, cancelled = true, revision = revision + 1, position = coalesce($4, position), attempts = 0, failure = null
       where name = $1 and key = $2 and done_at is null and ($4::bigint is null or position < $4)`,
      [name, key, now, position],
    );
    return rowCount === 1;
  }

  /** The first to fall due of these names, due or not, save those that are to be left alone for now, as long as nobody sets them anew. */
  async next(names: readonly string[], besides: readonly Revision[]): Promise<StoredDeadline | null> {
    const { rows } = await this.pool.query<StoredDeadline>(
      `select ${COLUMNS} from deadline
       where done_at is null and name = any($1)
         and not exists (select from unnest($2::text[], $3::text[], $4::bigint[]) as left_alone (n, k, r) where n = name and k = key and r = revision)
       order by due_at, name, key limit 1`,
      [names, besides.map(({ name }) => name), besides.map(({ key }) => key), besides.map(({ revision }) => revision)],
    );
    return rows[0] ?? null;
  }

  /**
   * Done, or armed again for `again`, unless it was set anew or cancelled while its handler ran: then what was said last
   * stands. One statement, so that a recurring one is never lost in between.
   */
  async settle({ name, key, revision }: StoredDeadline, now: Instant, again: Instant | null): Promise<void> {
    await this.pool.query(
      `update deadline
       set fired_at = $4, attempts = 0, failure = null, revision = revision + 1,
           due_at = coalesce($5, due_at), done_at = case when $5::timestamptz is null then $4::timestamptz end
       where name = $1 and key = $2 and revision = $3`,
      [name, key, revision, now, again],
    );
  }

  async failed({ name, key, revision }: StoredDeadline, reason: string): Promise<number> {
    const { rows } = await this.pool.query<{ attempts: number }>(
      `update deadline set attempts = attempts + 1, failure = $4
       where name = $1 and key = $2 and revision = $3 returning attempts`,
      [name, key, revision, reason],
    );
    return rows[0]?.attempts ?? 0;
  }

  async counts(now: Instant): Promise<OpenDeadlines> {
    const { rows } = await this.pool.query<OpenDeadlines>(
      `select count(*)::int as open, (count(*) filter (where due_at <= $1))::int as overdue, min(due_at) as next
       from deadline where done_at is null`,
      [now],
    );
    return rows[0] ?? { open: 0, overdue: 0, next: null };
  }

  async failing(): Promise<readonly FailingDeadline[]> {
    const { rows } = await this.pool.query<FailingDeadline>(
      `select name, key, attempts, failure as reason from deadline
       where done_at is null and attempts > 0 order by due_at, name, key limit ${MOST_FAILING}`,
    );
    return rows;
  }
}
