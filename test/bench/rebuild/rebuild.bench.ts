import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { migrateStore, PROJECTIONS, seedShippedPolicies } from '#libs/composition';
import { StoreTailEventLog } from '#libs/event-log';
import { PostgresEventStore } from '#libs/event-store';
import type { JsonObject } from '#libs/kernel';
import { createPool, openEmbedded } from '#libs/postgres';
import { ProjectionHost } from '#libs/projections';
import { FIGURES } from '#libs/taakstelling';
import { median, round, spread } from '../measure/statistics.js';
import { fillStore } from './fill-store.js';

export interface RebuildBenchOptions {
  readonly rounds?: number;
  readonly events?: number;
  readonly progress: (text: string) => void;
}

/**
 * A million events into all figures: read from the store, projected, written, indexed, ready to be read. Beside it, in the
 * same rounds, two limits: COPY of as many finished ledger rows into a bare table, and the sums folded by SQL where the
 * events lie.
 */
export async function runRebuildBench(options: RebuildBenchOptions): Promise<JsonObject> {
  const { rounds = 5, events = 1_000_000, progress } = options;
  const parent = mkdtempSync(join(tmpdir(), 'bovenlokaal-bench-'));
  chmodSync(parent, 0o711); // The server's own user must be able to pass.
  const server = await openEmbedded({ folder: join(parent, 'server') });
  try {
    await migrateStore(server.url);
    const pool = createPool(server.url, 12);
    const store = new PostgresEventStore({ pool });
    const log = new StoreTailEventLog(store);
    const host = new ProjectionHost({ pool, store, log, projections: PROJECTIONS.filter((p) => p.name === FIGURES) });
    try {
      await seedShippedPolicies(store);
      await fillStore(store, events, progress);
      const measured = { rebuild: [] as number[], copy: [] as number[], sql: [] as number[] };
      let rows: readonly Buffer[] = [];
      for (let n = 1; n <= rounds; n++) {
        await forget(pool);
        const report = await host.rebuild(FIGURES);
        measured.rebuild.push((report.events / report.ms) * 1000);
        if (rows.length === 0) rows = await ledgerRows(pool, await host.liveSchema(FIGURES));
        measured.copy.push(await perSecond(events, () => copyRows(pool, rows)));
        measured.sql.push(await perSecond(events, () => foldInSql(pool)));
        const [rebuilt, copied, folded] = [measured.rebuild, measured.copy, measured.sql].map((all) =>
          round(all.at(-1) ?? 0, 0),
        );
        progress(`round ${n}/${rounds}: rebuild ${rebuilt}, COPY ${copied}, SQL fold ${folded} events/s`);
      }
      // Once more beside a live one, as an operator would: filled, compared row by row, swapped.
      const beside = await host.rebuild(FIGURES);
      return {
        bench: 'rebuild',
        events: beside.events,
        eventsPerSecond: { ...spread(measured.rebuild, 0) },
        limits: {
          copyRowsPerSecond: { ...spread(measured.copy, 0) },
          sqlFoldEventsPerSecond: { ...spread(measured.sql, 0) },
        },
        ratioToCopy: { ...spread(measured.rebuild.map((value, n) => value / (measured.copy[n] ?? Number.NaN))) },
        besideLive: { ms: beside.ms, equal: beside.equal },
        target: { eventsPerSecond: 60_000 },
        met: median(measured.rebuild) >= 60_000,
      };
    } finally {
      await host.stop();
      await log.close();
      await store.close();
      await pool.end();
    }
  } finally {
    await server.close();
    rmSync(parent, { recursive: true, force: true });
  }
}

/** As if there had never been a read model, so that each round starts from nothing. */
async function forget(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ schema: string }>('select schema from projection where name = $1', [FIGURES]);
  for (const { schema } of rows) await pool.query(`drop schema "${schema}" cascade`);
  await pool.query('delete from projection where name = $1', [FIGURES]);
  await pool.query('checkpoint');
}

async function ledgerRows(pool: Pool, schema: string): Promise<readonly Buffer[]> {
  const client = await pool.connect();
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of client.query(copyTo(`copy "${schema}".ledger to stdout`))) chunks.push(chunk as Buffer);
    await client.query(`create unlogged table copy_shape as select * from "${schema}".ledger limit 0`);
    return chunks;
  } finally {
    client.release();
  }
}

async function copyRows(pool: Pool, rows: readonly Buffer[]): Promise<void> {
  const client = await pool.connect();
  try {
    // Logged, without indexes: what the disk and the server can take, at the same durability.
    await client.query('drop table if exists copy_limit; create table copy_limit (like copy_shape)');
    await pipeline(Readable.from(rows), client.query(copyFrom('copy copy_limit from stdin')));
  } finally {
    client.release();
  }
}

async function foldInSql(pool: Pool): Promise<void> {
  await pool.query(
    `select data->'counted'->>'municipality', data->'counted'->>'on', data->'counted'->>'administration', sum((data->'counted'->>'persons')::int)
       from event where type = 'RealisationRecorded' group by 1, 2, 3`,
  );
}

async function perSecond(events: number, work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (events / (performance.now() - started)) * 1000;
}
