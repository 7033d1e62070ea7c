import type { PoolClient } from 'pg';
import type { Period } from '#libs/kernel';
import type { Migration } from '#libs/postgres';

/** What stands on the topic. Not a read model: it says what others were told, and no rebuild changes that. */
export const publishFiguresMigrations: readonly Migration[] = [
  {
    name: 'publish-figures-1-sent',
    up: `
create table figures_sent (
  key text primary key,
  position bigint not null,
  digest text not null,
  sent_at timestamptz not null default clock_timestamp()
);
comment on table figures_sent is 'Per key of the topic of figures: the position of the state that stands there, and a digest of the rest of it';
create table figures_sent_whole (
  one boolean primary key default true check (one),
  position bigint not null
);
comment on table figures_sent_whole is 'Every key was put from a read model that held at least this position; no row: not everything was put yet';
`,
  },
];

export interface SentState {
  readonly key: string;
  readonly position: number;
  readonly digest: string;
}

type Queryable = Pick<PoolClient, 'query'>;

const LOCK_SPACE = 721_404;
/** Another process puts a period at a time, in seconds at most; longer, and its broker is away: then this one tries again. */
const LOCK_TIMEOUT = '20s';

/** Held until the transaction ends: whoever puts states is the only one, from reading the figures until they stand on the topic. */
export async function lockSent(client: Queryable): Promise<void> {
  await client.query(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
  await client.query('select pg_advisory_xact_lock($1, 0)', [LOCK_SPACE]);
}

export async function sentStates(client: Queryable, keys: readonly string[]): Promise<readonly SentState[]> {
  const { rows } = await client.query<SentState>('select key, position, digest from figures_sent where key = any($1)', [
    keys,
  ]);
  return rows;
}

export async function storeSent(client: Queryable, states: readonly SentState[]): Promise<void> {
  if (states.length === 0) return;
  await client.query(
    `insert into figures_sent (key, position, digest)
     select * from unnest($1::text[], $2::bigint[], $3::text[])
     on conflict (key) do update set position = excluded.position, digest = excluded.digest, sent_at = clock_timestamp()`,
    [states.map(({ key }) => key), states.map(({ position }) => position), states.map(({ digest }) => digest)],
  );
}

export async function sentPeriods(client: Queryable): Promise<ReadonlySet<Period>> {
  const { rows } = await client.query<{ period: Period }>(
    `select distinct split_part(key, '/', 2) as period from figures_sent`,
  );
  return new Set(rows.map(({ period }) => period));
}

/** Null when not everything was put yet. */
export async function sentWhole(client: Queryable): Promise<number | null> {
  const { rows } = await client.query<{ position: number }>('select position from figures_sent_whole');
  return rows[0]?.position ?? null;
}

export async function storeWhole(client: Queryable, position: number): Promise<void> {
  await client.query(
    `insert into figures_sent_whole as w (position) values ($1)
     on conflict (one) do update set position = greatest(w.position, excluded.position)`,
    [position],
  );
}
