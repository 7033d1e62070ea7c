import { createClient } from '#libs/postgres';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 30_000;

/** One type of event of which no append gets through until it is let go. */
export interface Held {
  /** Waits until somebody is in the middle of appending one. */
  readonly reached: () => Promise<void>;
  /** What is in the middle of it is never stored, as when its connection is cut; what comes after it gets through. */
  readonly cut: () => Promise<void>;
  /** What is in the middle of it is stored after all, whatever became of who asked for it. */
  readonly letGo: () => Promise<void>;
}

/**
 * Holds appends in the middle of their statement, in a database of a test: so that a process can be killed at that very point, and not
 * now and then by luck.
 */
export class HeldAppends {
  private constructor(private readonly client: ReturnType<typeof createClient>) {}

  static async in(url: string): Promise<HeldAppends> {
    const client = createClient(url);
    await client.connect();
    await client.query(`
      create table if not exists held_type (type text primary key);
      create or replace function hold_append() returns trigger language plpgsql as $body$
      begin
        if exists (select from held_type h where h.type = new.type) then
          perform pg_advisory_xact_lock_shared(hashtext(new.type));
        end if;
        return new;
      end
      $body$;
      create or replace trigger hold_append before insert on event for each row execute function hold_append();`);
    return new HeldAppends(client);
  }

  async hold(type: string): Promise<Held> {
    const { client } = this;
    await client.query('select pg_advisory_lock(hashtext($1))', [type]);
    await client.query('insert into held_type values ($1)', [type]);
    const letGo = async (): Promise<void> => {
      await client.query('delete from held_type where type = $1', [type]);
      await client.query('select pg_advisory_unlock(hashtext($1))', [type]);
    };
    return {
      reached: () => this.reached(type),
      letGo,
      cut: async () => {
        await client.query(`select pg_terminate_backend(pid) from pg_locks where ${WAITING}`, [type]);
        await letGo();
      },
    };
  }

  /** Lets go of all that is held. */
  close(): Promise<void> {
    return this.client.end();
  }

  private async reached(type: string): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const { rowCount } = await this.client.query(`select from pg_locks where ${WAITING}`, [type]);
      if (rowCount !== null && rowCount > 0) return;
      if (performance.now() > deadline) throw new Error(`nobody came to append ${type}`);
      await sleep(2);
    }
  }
}

/** A key of 64 bits stands in two halves, of which the lower one is `objid`. */
const WAITING = `locktype = 'advisory' and not granted and objid = (hashtext($1)::bigint & 4294967295)::oid
  and database = (select oid from pg_database where datname = current_database())`;
