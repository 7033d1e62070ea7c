import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { JsonObject, JsonValue } from '#libs/kernel';
import { openEmbedded } from '#libs/postgres';
import type { Contender, OpenContender } from './contender.js';
import { emmett } from './emmett.contender.js';
import { installContenders } from './install-contenders.js';
import { messageDb } from './message-db.contender.js';
import { ours } from './ours.contender.js';
import { pgbench } from './pgbench.js';
import { rawInsert } from './raw-insert.contender.js';
import { median, percentile, spread } from '../measure/statistics.js';
import { count, write } from './workload.js';

export interface AppendBenchOptions {
  /** Interleaved rounds; default 5. */
  readonly rounds?: number;
  /** Length of one measurement; default 2. */
  readonly seconds?: number;
  /** Numbers of clients; default 1, 8, 64, 256. */
  readonly clients?: readonly number[];
  readonly progress: (text: string) => void;
}

const CONTENDERS: readonly Contender[] = [ours, emmett, messageDb, rawInsert];
/** Connections of each contender, whatever the number of clients. */
const CONNECTIONS = 10;
/** Clients while losses are counted: enough for commits to overtake each other. */
const COUNTING_CLIENTS = 64;

/** quality.md §3: so many times Emmett's commands per second are asked of us at this number of clients. */
const targetAt = (clients: number): number => (clients >= 64 ? 3 : 1);

interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly retries: number;
}

/**
 * Commands per second of our store, Emmett 0.42 and message-db 1.3.1, and of raw inserts as the limit, on one durable
 * Postgres, each in a database of its own with equal pools, taking turns in one run. The ratio is the median over the
 * rounds of ours to theirs in the same round. Then each is read by its own reader while it is written, and what the
 * reader missed is counted.
 */
export async function runAppendBench(options: AppendBenchOptions): Promise<JsonObject> {
  const { rounds = 5, seconds = 2, clients = [1, 8, 64, 256] } = options;
  const progress = (text: string): void => options.progress(text);
  await installContenders(progress);
  const parent = mkdtempSync(join(tmpdir(), 'bovenlokaal-bench-'));
  chmodSync(parent, 0o711);
  const server = await openEmbedded({ folder: join(parent, 'server') });
  try {
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    const { rows } = await admin.query<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'server_version', 'full_page_writes')`,
    );
    const open: { contender: Contender; store: OpenContender; url: string }[] = [];
    for (const [i, contender] of CONTENDERS.entries()) {
      await admin.query(`create database bench_${i}`);
      const url = new URL(server.url);
      url.pathname = `/bench_${i}`;
      open.push({ contender, url: url.href, store: await contender.open(url.href, CONNECTIONS) });
    }
    try {
      const limitUrl = open.find(({ contender }) => contender === rawInsert)?.url ?? '';
      const results: JsonObject[] = [];
      let met = true;
      for (const n of clients) {
        const measured = new Map(CONTENDERS.map(({ name }) => [name, [] as Measured[]]));
        const limits: number[] = [];
        for (let round = 1; round <= rounds; round++) {
          // Each round begins with another, so that none always runs after the same neighbour.
          for (const { contender, store } of rotate(open, round)) {
            const one = await measure(store, n, seconds);
            measured.get(contender.name)?.push(one);
            progress(`${n} clients, round ${round}/${rounds}: ${contender.name} ${Math.round(one.perSecond)}/s`);
          }
          const limit = await pgbench(limitUrl, Math.min(n, CONNECTIONS), seconds);
          if (limit !== null) limits.push(limit);
        }
        const ratio = median(ratios(measured, emmett));
        met &&= ratio >= targetAt(n);
        progress(`${n} clients: ${ratio.toFixed(2)} × Emmett, asked ${targetAt(n)} ×`);
        results.push({ ...report(n, measured, limits), targetRatio: targetAt(n), met: ratio >= targetAt(n) });
      }
      const counted: Record<string, JsonValue> = {};
      for (const { contender, store } of open) {
        const found = await count(store, COUNTING_CLIENTS, Math.max(2, seconds));
        if (!found) continue;
        progress(`${contender.name}: ${found.lost} of ${found.acknowledged} lost, ${found.inverted} inverted`);
        counted[contender.name] = { ...found };
        if (contender === ours) met &&= found.lost + found.doubled + found.inverted === 0;
      }
      return {
        bench: 'append',
        server: Object.fromEntries(rows.map(({ name, setting }) => [name, setting])),
        connections: CONNECTIONS,
        rounds,
        seconds,
        clients: results,
        counted,
        met,
      };
    } finally {
      await Promise.all(open.map(({ store }) => store.close()));
      await admin.end();
    }
  } finally {
    await server.close();
    rmSync(parent, { recursive: true, force: true });
  }
}

async function measure(store: OpenContender, clients: number, seconds: number): Promise<Measured> {
  const { ms, commands, latencies, retries } = await write(store, clients, seconds);
  return {
    perSecond: (commands / ms) * 1000,
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
    retries,
  };
}

function report(
  clients: number,
  measured: ReadonlyMap<string, readonly Measured[]>,
  limits: readonly number[],
): JsonObject {
  const contenders = Object.fromEntries(
    [...measured].map(([name, all]) => [
      name,
      {
        commandsPerSecond: { ...spread(all.map((m) => m.perSecond)) },
        p50Ms: { ...spread(all.map((m) => m.p50)) },
        p99Ms: { ...spread(all.map((m) => m.p99)) },
        retries: all.reduce((sum, m) => sum + m.retries, 0),
        ...(name === ours.name ? {} : { oursRatio: { ...spread(ratios(measured, { name })) } }),
      },
    ]),
  );
  return { clients, contenders, pgbench: limits.length > 0 ? { ...spread(limits) } : null };
}

/** Ours to theirs, per round. */
function ratios(measured: ReadonlyMap<string, readonly Measured[]>, other: { readonly name: string }): number[] {
  const theirs = measured.get(other.name) ?? [];
  return (measured.get(ours.name) ?? []).map((m, i) => m.perSecond / (theirs[i]?.perSecond ?? Number.NaN));
}

const rotate = <T>(list: readonly T[], by: number): readonly T[] => [
  ...list.slice(by % list.length),
  ...list.slice(0, by % list.length),
];
