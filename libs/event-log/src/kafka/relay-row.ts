import type { Pool } from 'pg';
import { emptyFrontier, type Frontier } from './frontier.js';
import { eventsTopic } from './kafka-settings.js';

/** Another relay, or a replay that was asked for, went past the one that tried to save. */
export class RelayFenced extends Error {
  override readonly name = 'RelayFenced';
}

interface Row {
  readonly epoch: number;
  readonly wanted_epoch: number;
  readonly position: number;
  readonly previous: readonly (string | number)[];
  readonly ends: readonly (string | number)[];
}

export interface RelayState {
  /** Of epoch 0 when the topic was never filled from this store. */
  readonly frontier: Frontier;
  readonly wantedEpoch: number;
}

/** The relay's row: how far its topic is filled. Rejects with pg's error. */
export class RelayRow {
  constructor(
    private readonly pool: Pool,
    private readonly topic: string,
  ) {}

  async load(): Promise<RelayState> {
    const { rows } = await this.pool.query<Row>(
      'select epoch, wanted_epoch, position, previous, ends from relay where topic = $1',
      [this.topic],
    );
    const row = rows[0];
    if (row === undefined) return { frontier: emptyFrontier(0), wantedEpoch: 0 };
    return {
      frontier: {
        epoch: row.epoch,
        position: row.position,
        previous: row.previous.map(Number),
        ends: row.ends.map(BigInt),
      },
      wantedEpoch: row.wanted_epoch,
    };
  }

  /**
   * Saves how far the topic is filled, never backwards; answers which epoch is wanted.
   * @throws RelayFenced when the row is of another epoch, or further than this.
   */
  async save({ epoch, position, previous, ends }: Frontier): Promise<number> {
    const { rows } = await this.pool.query<Pick<Row, 'wanted_epoch'>>(
      `update relay set position = $3, previous = $4, ends = $5
        where topic = $1 and epoch = $2 and position <= $3 returning wanted_epoch`,
      [this.topic, epoch, position, previous, ends.map(String)],
    );
    const row = rows[0];
    if (row === undefined) throw new RelayFenced(`another relay went beyond position ${position} of epoch ${epoch}`);
    return row.wanted_epoch;
  }

  /** Asks for an epoch that is later than the present one, and not before this one; answers which. */
  async want(atLeast = 0): Promise<number> {
    return wantEpoch(this.pool, this.topic, atLeast);
  }

  /** Call when the topic was made anew: it is empty now, and of the epoch that is wanted. */
  async begin(wanted: number): Promise<Frontier> {
    const frontier = emptyFrontier(wanted);
    const { rowCount } = await this.pool.query(
      `update relay set epoch = $2, position = 0, previous = $3, ends = $4
        where topic = $1 and wanted_epoch = $2 and epoch < $2`,
      [this.topic, wanted, frontier.previous, frontier.ends.map(String)],
    );
    if (rowCount !== 1) throw new RelayFenced(`epoch ${wanted} is no longer wanted`);
    return frontier;
  }
}

async function wantEpoch(pool: Pool, topic: string, atLeast: number): Promise<number> {
  const { rows } = await pool.query<{ wanted_epoch: number }>(
    `insert into relay as r (topic, wanted_epoch) values ($1, greatest(1, $2::integer))
     on conflict (topic) do update set wanted_epoch = greatest(r.wanted_epoch, r.epoch + 1, $2::integer)
     returning wanted_epoch`,
    [topic, atLeast],
  );
  return rows[0]?.wanted_epoch ?? 0;
}

/**
 * Asks the active relay to delete the topic of events and fill it again from the store, in a new epoch; answers that epoch. Takes effect within about a second
 * of there being an active relay. Asked again before it was done, it is the same replay.
 */
export const requestReplay = (pool: Pool, prefix: string): Promise<number> =>
  wantEpoch(pool, eventsTopic({ prefix }), 0);

/** How far the topic is filled, as last saved: some tenths of a second behind what was sent. Null: never yet. */
export async function relayProgress(
  pool: Pool,
  prefix: string,
): Promise<{ readonly epoch: number; readonly wantedEpoch: number; readonly position: number } | null> {
  const { frontier, wantedEpoch } = await new RelayRow(pool, eventsTopic({ prefix })).load();
  if (wantedEpoch === 0) return null;
  return { epoch: frontier.epoch, wantedEpoch, position: frontier.position };
}
