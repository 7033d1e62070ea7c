import autocannon from 'autocannon';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFile, type JsonObject } from '#libs/kernel';
import { createPool, openEmbedded } from '#libs/postgres';
import { startChild } from '../measure/child.js';
import { startPlatform } from '../measure/platform.js';
import { median, round, spread } from '../measure/statistics.js';

export interface QueryBenchOptions {
  readonly rounds?: number;
  readonly seconds?: number;
  readonly connections?: number;
  readonly progress: (text: string) => void;
}

const FIELDS =
  'scope period taakstelling opening totalTask realised remaining percentOfTaakstelling percentOfTotalTask';
const PERIOD = '2023-1';

interface OverviewRow {
  readonly scope: string;
  readonly period: string;
  readonly taakstelling: number;
  readonly opening: number;
  readonly totalTask: number;
  readonly realised: number;
  readonly remaining: number;
  readonly percentOfTaakstelling: number | null;
  readonly percentOfTotalTask: number | null;
}

/**
 * The province at a glance: nine figures of 26 municipalities. Ours folds them from the ledger and answers right at the position that the
 * log has then; the contender (Nest, Apollo on Express, TypeORM, as in their manuals) reads finished figures from a table. Beside
 * them the limit: the same bytes from a bare HTTP server.
 */
export async function runQueryBench(options: QueryBenchOptions): Promise<JsonObject> {
  const rounds = options.rounds ?? 5;
  const seconds = options.seconds ?? 5;
  const connections = options.connections ?? 50;
  const platform = await startPlatform();
  const folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-bench-stock-'));
  const database = await openEmbedded({ folder });
  const stops: (() => Promise<void>)[] = [];
  try {
    const token = platform.token('toezichthouder-utrecht');
    const question = (scalar: string): string =>
      JSON.stringify({
        query: `query Overview($scope: ${scalar}!, $period: ${scalar === 'String' ? 'String' : 'Period'}!) {
          figuresPerMunicipality(scope: $scope, period: $period) { ${FIELDS} }
        }`,
        variables: { scope: 'PV26', period: PERIOD },
      });
    const ours: Target = { url: `${platform.url}/graphql`, body: question('Scope'), token };
    const rows = await answer(ours);
    await fillStock(database.url, rows);
    const stockChild = await startChild(
      packageFile('dist/test/bench/stock/stock.main.js'),
      [],
      { DATABASE_URL: database.url, NODE_ENV: 'production' },
      /"url":"([^"]+)"/,
    );
    stops.push(() => stockChild.stop());
    const stock: Target = { url: stockChild.match[1] ?? '', body: question('String'), token: null };
    const stockRows = await answer(stock);
    if (JSON.stringify(stockRows) !== JSON.stringify(rows))
      throw new Error('the contenders do not give the same answer');
    const bare = await bareServer(JSON.stringify({ data: { figuresPerMunicipality: rows } }));
    stops.push(() => new Promise((resolve) => bare.close(() => resolve())));
    const limit: Target = {
      url: `http://127.0.0.1:${(bare.address() as AddressInfo).port}/`,
      body: ours.body,
      token,
    };

    const contenders = { ours, stock, limit };
    const measured: Record<keyof typeof contenders, number[]> = { ours: [], stock: [], limit: [] };
    for (const target of Object.values(contenders)) await load(target, 2, connections);
    for (let n = 1; n <= rounds; n++) {
      // Another order each round, so that no one always runs on a warmed or a tired machine.
      const names = (Object.keys(contenders) as (keyof typeof contenders)[]).map(
        (_, i, all) => all[(i + n) % all.length],
      );
      for (const name of names)
        if (name !== undefined) measured[name].push(await load(contenders[name], seconds, connections));
      options.progress(
        `round ${n}/${rounds}: ours ${measured.ours.at(-1)}, stock ${measured.stock.at(-1)}, limit ${measured.limit.at(-1)} requests/s`,
      );
    }
    const ratios = measured.ours.map((value, n) => value / (measured.stock[n] ?? Number.NaN));
    return {
      bench: 'query',
      connections,
      rows: rows.length,
      requestsPerSecond: {
        ours: { ...spread(measured.ours, 0) },
        stock: { ...spread(measured.stock, 0) },
        limit: { ...spread(measured.limit, 0) },
      },
      ratioToStock: { ...spread(ratios) },
      shareOfLimit: { ...spread(measured.ours.map((value, n) => value / (measured.limit[n] ?? Number.NaN))) },
      target: { ratioToStock: 3 },
      met: median(ratios) >= 3,
    };
  } finally {
    for (const stop of stops) await stop();
    await platform.stop();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Target {
  readonly url: string;
  readonly body: string;
  readonly token: string | null;
}

const headersOf = (target: Target): Record<string, string> => ({
  'content-type': 'application/json',
  ...(target.token === null ? {} : { authorization: `Bearer ${target.token}` }),
});

async function answer(target: Target): Promise<readonly OverviewRow[]> {
  const response = await fetch(target.url, { method: 'POST', headers: headersOf(target), body: target.body });
  const body = (await response.json()) as { data?: { figuresPerMunicipality: OverviewRow[] }; errors?: unknown };
  const rows = body.data?.figuresPerMunicipality;
  if (rows?.length !== 26) throw new Error(`${target.url} answered ${JSON.stringify(body).slice(0, 500)}`);
  return [...rows].sort((a, b) => (a.scope < b.scope ? -1 : 1));
}

async function load(target: Target, seconds: number, connections: number): Promise<number> {
  const result = await autocannon({
    url: target.url,
    method: 'POST',
    headers: headersOf(target),
    body: target.body,
    connections,
    duration: seconds,
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${target.url}: ${result.non2xx + result.errors} failed requests`);
  return round(result.requests.average, 0);
}

async function fillStock(url: string, rows: readonly OverviewRow[]): Promise<void> {
  const pool = createPool(url, 1);
  try {
    await pool.query(`create table overview (scope text, period text, province text, taakstelling int, opening int, "totalTask" int,
      realised int, remaining int, "percentOfTaakstelling" int, "percentOfTotalTask" int, primary key (scope, period))`);
    await pool.query('create index on overview (province, period)');
    // Eight periods, as ours holds: a table with nothing but the answer would not be a table.
    for (const period of ['2020-1', '2021-2', '2022-1', '2022-2', PERIOD, '2023-2', '2026-1', '2026-2']) {
      for (const row of rows) {
        await pool.query('insert into overview values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)', [
          ...[row.scope, period, 'PV26', row.taakstelling, row.opening, row.totalTask, row.realised, row.remaining],
          ...[row.percentOfTaakstelling, row.percentOfTotalTask],
        ]);
      }
    }
  } finally {
    await pool.end();
  }
}

async function bareServer(body: string): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
