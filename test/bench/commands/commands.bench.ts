import { Tokens } from '#libs/access';
import { periodOf, systemClock, today, type JsonObject, type LocalDate } from '#libs/kernel';
import { createPool, openDatabase } from '#libs/postgres';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pgbench } from '../append/pgbench.js';
import { startPlatform, type RunningPlatform } from '../measure/platform.js';
import { parentOf, processorTime } from '../measure/processor-time.js';
import { median, percentile, round, spread } from '../measure/statistics.js';
import { compareWithFigures, compareWithLog, type Differences } from './checking.js';
import { whileProbing } from './disk-probe.js';
import { Placing, type Measured, type Placed } from './placing.js';
import { receiveHouseholds, type ToPlace } from './supply.js';

export interface CommandsBenchOptions {
  readonly rounds?: number;
  /** Length of the part of a round at the fixed rate; the closed loop takes half of it. */
  readonly seconds?: number;
  readonly commandsPerSecond?: number;
  /** Clients of the closed loop. */
  readonly clients?: number;
  readonly progress: (text: string) => void;
}

const TARGET = { commandsPerSecond: 300, p99Ms: 150 } as const;

/** In their first seconds processes pay for compiling, not for working. */
const WARM_UP_SECONDS = 20;
/** More placements per second than a closed loop can do here: households are received for so many. */
const MOST_PER_SECOND = 1_200;
/** Seconds of every measurement of the limit, by one and by as many sessions as appends are grouped from. */
const LIMIT_SECONDS = 1;
const LIMIT_SESSIONS = [1, 10] as const;

interface Round {
  readonly achieved: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Processor time per command, in milliseconds; null where the system does not tell. */
  readonly platformMs: number | null;
  readonly postgresMs: number | null;
  readonly clientMs: number;
  readonly closed: { readonly perSecond: number; readonly p50: number; readonly p99: number };
  /** Commits per second of the same Postgres by `LIMIT_SESSIONS`. */
  readonly limits: readonly (number | null)[];
  /** A page made durable on the same disk while commands came at the fixed rate. */
  readonly disk: { readonly p50: number; readonly p99: number; readonly max: number };
}

/**
 * Placements through the whole product: HTTP, GraphQL, sign-in, policy, deciding on the household and its dwelling, one durable commit;
 * read models and reactors run beside it, as they do for people. Households of 26 municipalities were received before.
 * Afterwards every placement that was acknowledged must stand in the log exactly once, and the figures be their sum.
 */
export async function runCommandsBench(options: CommandsBenchOptions): Promise<JsonObject> {
  const {
    rounds = 5,
    seconds = 8,
    commandsPerSecond: rate = TARGET.commandsPerSecond,
    clients = 64,
    progress,
  } = options;
  const folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-bench-'));
  chmodSync(folder, 0o711); // Passable for the server's user when we are root.
  const database = await openDatabase({ dataFolder: join(folder, 'store'), env: {} });
  const dataFolder = database.folder ?? folder;
  try {
    const closedSeconds = Math.max(1, seconds / 2);
    const needed = rate * (WARM_UP_SECONDS + rounds * seconds) + MOST_PER_SECOND * closedSeconds * rounds;
    const day = today(systemClock);
    const waiting = await receiveHouseholds(folder, dataFolder, Math.ceil(needed), day);
    progress(`${waiting.length} households received`);
    const platform = await startPlatform({ DATA_FOLDER: dataFolder, DEMO: 'false' });
    try {
      const server = await prepareServer(database.url);
      const tokens = await tokensOf(dataFolder, waiting);
      const placing = new Placing(platform.url, tokens, day);
      const placed: Placed[] = [];
      const take = (count: number): ToPlace[] => waiting.splice(0, Math.ceil(count));
      const keep = (measured: Measured): Measured => {
        placed.push(...measured.placed);
        return measured;
      };
      keep(await placing.atRate(take(rate * WARM_UP_SECONDS), rate));
      const measured: Round[] = [];
      for (let n = 1; n <= rounds; n++) {
        const one = await oneRound({
          atRate: () =>
            whileProbing(join(folder, 'probe'), async () => keep(await placing.atRate(take(rate * seconds), rate))),
          closedLoop: async () =>
            keep(await placing.closedLoop(take(MOST_PER_SECOND * closedSeconds), clients, closedSeconds)),
          limit: (sessions) => pgbench(server.limitUrl, sessions, LIMIT_SECONDS),
          processors: () => [processorTime(platform.pid), processorTime(server.pid)],
        });
        measured.push(one);
        progress(
          `round ${n}/${rounds}: p50 ${one.p50} ms, p99 ${one.p99} ms at ${one.achieved}/s; ` +
            `closed loop ${one.closed.perSecond}/s, p99 ${one.closed.p99} ms; commits ${one.limits.join(' and ')}/s; disk p99 ${one.disk.p99} ms, most ${one.disk.max} ms`,
        );
      }
      const differences: Differences = {
        ...(await compareWithLog(database.url, placed)),
        figuresWrong: await compareWithFigures(placed, realisedAt(platform, tokens, day)),
      };
      return report(measured, { rate, clients, placed: placed.length, settings: server.settings, differences });
    } finally {
      await platform.stop();
    }
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of one server: what makes its commits durable, its process, and a database beside ours to measure the limit in. */
async function prepareServer(url: string) {
  const pool = createPool(url, 1);
  const limit = new URL(url);
  limit.pathname = '/limit';
  try {
    const settings = await pool.query<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'server_version')`,
    );
    const session = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    await pool.query('create database "limit"');
    const beside = createPool(limit.href, 1);
    await beside.query(
      'create table raw (position bigserial primary key, id uuid not null, stream text not null, type text not null, data jsonb not null)',
    );
    await beside.end();
    return {
      settings: Object.fromEntries(settings.rows.map(({ name, setting }) => [name, setting])),
      pid: parentOf(session.rows[0]?.pid ?? 0) ?? 0,
      limitUrl: limit.href,
    };
  } finally {
    await pool.end();
  }
}

/** A token for every municipality, signed by the key of the data folder as the command line does it. */
async function tokensOf(dataFolder: string, waiting: readonly ToPlace[]): Promise<ReadonlyMap<string, string>> {
  const tokens = await Tokens.inFolder(dataFolder, systemClock);
  const found = new Map<string, string>();
  for (const organisation of new Set(waiting.map(({ municipality }) => municipality))) {
    found.set(
      organisation,
      await tokens.issueToken({ actor: `bench:${organisation}`, role: 'municipality', organisation }, 3600),
    );
  }
  return found;
}

interface Parts {
  atRate(): Promise<{ readonly result: Measured; readonly syncs: readonly number[] }>;
  closedLoop(): Promise<Measured>;
  limit(sessions: number): Promise<number | null>;
  processors(): readonly [platform: number | null, postgres: number | null];
}

async function oneRound(parts: Parts): Promise<Round> {
  const limits: (number | null)[] = [];
  for (const sessions of LIMIT_SESSIONS) {
    const perSecond = await parts.limit(sessions);
    limits.push(perSecond === null ? null : round(perSecond, 0));
  }
  const before = parts.processors();
  const clientBefore = process.cpuUsage();
  const { result: open, syncs } = await parts.atRate();
  const client = process.cpuUsage(clientBefore);
  const after = parts.processors();
  const commands = open.placed.length;
  const spent = (n: 0 | 1): number | null => {
    const [from, to] = [before[n], after[n]];
    return from === null || to === null ? null : round((to - from) / commands);
  };
  const closed = await parts.closedLoop();
  return {
    achieved: round(commands / open.seconds, 1),
    p50: round(percentile(open.latencies, 50)),
    p99: round(percentile(open.latencies, 99)),
    max: round(Math.max(...open.latencies)),
    platformMs: spent(0),
    postgresMs: spent(1),
    clientMs: round((client.user + client.system) / 1000 / commands),
    closed: {
      perSecond: round(closed.placed.length / closed.seconds, 1),
      p50: round(percentile(closed.latencies, 50)),
      p99: round(percentile(closed.latencies, 99)),
    },
    limits,
    disk: {
      p50: round(percentile(syncs, 50)),
      p99: round(percentile(syncs, 99)),
      max: round(Math.max(...syncs)),
    },
  };
}

/** Asks a municipality's figures as that municipality, once they hold the position. */
function realisedAt(platform: RunningPlatform, tokens: ReadonlyMap<string, string>, day: LocalDate) {
  const query = `query Realised($scope: Scope!, $period: Period!, $atLeast: Position!) {
    figures(scope: $scope, period: $period, administration: own, atLeast: $atLeast) { realised }
  }`;
  return async (scope: string, atLeast: number): Promise<number> => {
    const response = await fetch(`${platform.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.get(scope) ?? ''}` },
      body: JSON.stringify({ query, variables: { scope, period: periodOf(day), atLeast } }),
    });
    const answer = (await response.json()) as {
      readonly data?: { readonly figures: { readonly realised: number } } | null;
    };
    if (!answer.data) throw new Error(`the figures of ${scope} were not given: ${JSON.stringify(answer)}`);
    return answer.data.figures.realised;
  };
}

interface Whole {
  readonly rate: number;
  readonly clients: number;
  readonly placed: number;
  readonly settings: JsonObject;
  readonly differences: Differences;
}

function report(rounds: readonly Round[], { rate, clients, placed, settings, differences }: Whole): JsonObject {
  const over = (of: (one: Round) => number | null): JsonObject | null => {
    const values = rounds.map(of).filter((value) => value !== null);
    return values.length === 0 ? null : { ...spread(values) };
  };
  const exact = [differences.lost, differences.doubled, differences.unasked, differences.figuresWrong].every(
    (count) => count === 0,
  );
  const quick = median(rounds.map(({ p99 }) => p99)) <= TARGET.p99Ms;
  // A rate is reached when the last answer does not come noticeably later than the last command.
  const kept = median(rounds.map(({ achieved }) => achieved)) >= rate * 0.98;
  return {
    bench: 'commands',
    server: settings,
    rounds: rounds.length,
    placements: placed,
    atRate: {
      offeredPerSecond: rate,
      achievedPerSecond: over((one) => one.achieved),
      p50Ms: over((one) => one.p50),
      p99Ms: over((one) => one.p99),
      maxMs: over((one) => one.max),
      processorMsPerCommand: {
        platform: over((one) => one.platformMs),
        postgres: over((one) => one.postgresMs),
        client: over((one) => one.clientMs),
      },
    },
    closedLoop: {
      clients,
      commandsPerSecond: over((one) => one.closed.perSecond),
      p50Ms: over((one) => one.closed.p50),
      p99Ms: over((one) => one.closed.p99),
    },
    limit: {
      ...Object.fromEntries(
        LIMIT_SESSIONS.map((sessions, i) => [`commitsPerSecondBy${sessions}`, over((one) => one.limits[i] ?? null)]),
      ),
      diskP50Ms: over((one) => one.disk.p50),
      diskP99Ms: over((one) => one.disk.p99),
      diskMaxMs: over((one) => one.disk.max),
    },
    differences: { ...differences },
    target: { ...TARGET },
    met: exact && quick && kept && rate >= TARGET.commandsPerSecond,
  };
}
