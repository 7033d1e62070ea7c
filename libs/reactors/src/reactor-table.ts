import type { Pool } from 'pg';
import type { Instant } from '#libs/kernel';

export interface StoredReactor {
  readonly name: string;
  readonly position: number;
  readonly haltedReason: string | null;
  readonly haltedAt: Instant | null;
  readonly attempts: number;
}

/** Where the reactors are, in the database. */
export class ReactorTable {
  constructor(private readonly pool: Pool) {}

  /** Where a reactor goes on; where it never ran, `begin` says where it begins, and that is kept. */
  async open(name: string, begin: () => Promise<number>): Promise<number> {
    const known = await this.position(name);
    if (known !== null) return known;
    await this.pool.query('insert into reactor (name, position) values ($1, $2) on conflict do nothing', [
      name,
      await begin(),
    ]);
    return (await this.position(name)) ?? 0;
  }

  private async position(name: string): Promise<number | null> {
    const { rows } = await this.pool.query<{ position: number }>('select position from reactor where name = $1', [
      name,
    ]);
    return rows[0]?.position ?? null;
  }

  /** Forward only: one that lost its place to another process may finish its batch, and takes nothing back. */
  async move(name: string, position: number): Promise<void> {
    await this.pool.query(
      `update reactor set position = $2, halted_reason = null, halted_at = null, attempts = 0, moved_at = clock_timestamp()
       where name = $1 and position < $2`,
      [name, position],
    );
  }

  /** Counts a failed attempt at what lies after its position, which is answered. */
  async halt(name: string, reason: string): Promise<number | null> {
    const { rows } = await this.pool.query<{ position: number }>(
      `update reactor
       set halted_reason = $2, halted_at = coalesce(halted_at, clock_timestamp()), attempts = attempts + 1
       where name = $1 returning position`,
      [name, reason],
    );
    return rows[0]?.position ?? null;
  }

  /**
   * Takes back the mark of one that holds everything up to this position: what could not be read after it is no event. Answers whether there was one.
   */
  async unmarkIfComplete(name: string, head: number): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `update reactor set halted_reason = null, halted_at = null, attempts = 0
       where name = $1 and position >= $2 and halted_at is not null`,
      [name, head],
    );
    return rowCount === 1;
  }

  async all(names: readonly string[]): Promise<readonly StoredReactor[]> {
    const { rows } = await this.pool.query<StoredReactor>(
      `select name, position, halted_reason as "haltedReason", halted_at as "haltedAt", attempts
       from reactor where name = any($1) order by name`,
      [names],
    );
    return rows;
  }
}
