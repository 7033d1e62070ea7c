import type { JsonObject } from '#libs/kernel';
import { createClient } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import { startDistributedPlatform, startPlatform, type RunningPlatform } from '../measure/platform.js';
import { median, percentile, round, spread } from '../measure/statistics.js';

export interface LiveBenchOptions {
  readonly rounds?: number;
  readonly seconds?: number;
  readonly commandsPerSecond?: number;
  /** `store-tail`: the platform as one process. `kafka`: the distributed shape, watched at another API than is written to. */
  readonly log?: 'store-tail' | 'kafka';
  readonly progress: (text: string) => void;
}

const RECORD = `mutation Record($input: RealisationRecordInput!) {
  realisationRecord(input: $input) { position refusal { code message } }
}`;
const WATCH = `subscription Watch($scope: Scope!, $period: Period!) {
  figuresChanged(scope: $scope, period: $period) { position realised remaining }
}`;

const TARGETS = {
  'store-tail': { p50Ms: 20, p99Ms: 100 },
  kafka: { p50Ms: 50, p99Ms: 250 },
} as const;

const WARM_UP_SECONDS = 60;

interface Waiting {
  readonly position: number;
  readonly sentAt: number;
}

/**
 * From sending a mutation to the first frame at a subscriber that holds it: HTTP → command → store (durable) → tail,
 * or relay and Kafka → read model → figures of the province → graphql-ws. Each round offers the commands at a fixed rate, so that a slow answer
 * does not slow the next question (no coordinated omission).
 */
export async function runLiveBench(options: LiveBenchOptions): Promise<JsonObject> {
  const rounds = options.rounds ?? 5;
  const seconds = options.seconds ?? 10;
  const rate = options.commandsPerSecond ?? 200;
  const log = options.log ?? 'store-tail';
  const target = TARGETS[log];
  const platform = await (log === 'kafka' ? startDistributedPlatform() : startPlatform());
  try {
    const results: { p50: number; p99: number; max: number; accepted: number; achieved: number }[] = [];
    // Warm: in their first minute processes pay for compiling, not for working.
    await oneRound(platform, WARM_UP_SECONDS, rate);
    for (let n = 1; n <= rounds; n++) {
      const result = await oneRound(platform, seconds, rate);
      options.progress(
        `round ${n}/${rounds}: p50 ${result.p50} ms, p99 ${result.p99} ms, ${result.achieved} commands/s`,
      );
      results.push(result);
    }
    return {
      bench: 'live',
      log,
      commandsPerSecondOffered: rate,
      commandsPerSecondAchieved: {
        ...spread(
          results.map((r) => r.achieved),
          1,
        ),
      },
      commands: results.reduce((sum, r) => sum + r.accepted, 0),
      p50Ms: { ...spread(results.map((r) => r.p50)) },
      p99Ms: { ...spread(results.map((r) => r.p99)) },
      maxMs: { ...spread(results.map((r) => r.max)) },
      target,
      met: median(results.map((r) => r.p50)) <= target.p50Ms && median(results.map((r) => r.p99)) <= target.p99Ms,
    };
  } finally {
    await platform.stop();
  }
}

async function oneRound(platform: RunningPlatform, seconds: number, rate: number) {
  const token = platform.token('gemeente-zeist');
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Amsterdam' });
  const period = `${today.slice(0, 4)}-${today.slice(5, 7) < '07' ? 1 : 2}`;
  const latencies: number[] = [];
  let waiting: Waiting[] = [];
  let seen = 0;
  const settle = (now: number): void => {
    waiting = waiting.filter((command) => {
      if (command.position > seen) return true;
      latencies.push(now - command.sentAt);
      return false;
    });
  };

  const client = createClient({
    url: `${platform.otherUrl.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    lazy: false,
  });
  const frames = client.iterate<{ figuresChanged: { position: number } }>({
    query: WATCH,
    variables: { scope: 'PV26', period },
  });
  // A frame may come before the mutation's own answer: what it covers is kept with its time.
  const arrivals: { position: number; at: number }[] = [];
  const reading = (async () => {
    for await (const frame of frames) {
      const position = frame.data?.figuresChanged.position;
      if (position === undefined) throw new Error(`the subscription answered ${JSON.stringify(frame)}`);
      seen = position;
      arrivals.push({ position, at: performance.now() });
      settle(performance.now());
    }
  })();
  while (arrivals.length === 0) await Promise.race([sleep(5), reading]);

  const total = Math.round(seconds * rate);
  const started = performance.now();
  const sending: Promise<void>[] = [];
  for (let n = 0; n < total; n++) {
    const due = started + (n * 1000) / rate;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    sending.push(
      record(platform.url, token, today).then((position) => {
        const arrival = arrivals.find((candidate) => candidate.position >= position);
        if (arrival !== undefined) latencies.push(arrival.at - due);
        else waiting.push({ position, sentAt: due });
      }),
    );
  }
  await Promise.all(sending);
  const elapsed = (performance.now() - started) / 1000;
  const deadline = Date.now() + 10_000;
  while (waiting.length > 0 && Date.now() < deadline) await sleep(5);
  if (waiting.length > 0) throw new Error(`${waiting.length} commands were never seen by the subscriber`);
  await client.dispose();
  await reading;
  return {
    p50: round(percentile(latencies, 50)),
    p99: round(percentile(latencies, 99)),
    max: round(Math.max(...latencies)),
    accepted: latencies.length,
    achieved: round(total / elapsed, 1),
  };
}

/** Keeps its connections: a new one for each command would measure the kernel, not the product. */
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

function record(url: string, token: string, on: string): Promise<number> {
  const body = JSON.stringify({
    query: RECORD,
    variables: {
      input: {
        commandId: randomUUID(),
        municipality: 'GM0355',
        on,
        persons: 1,
        kind: 'regular',
        administration: 'own',
        source: 'bench',
      },
    },
  });
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${token}`,
    };
    request(`${url}/graphql`, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        const answer = JSON.parse(text) as { data?: { realisationRecord: { position: number | null } } };
        const position = answer.data?.realisationRecord.position;
        if (typeof position === 'number') resolve(position);
        else reject(new Error(`the command was not accepted: ${text}`));
      });
    })
      .on('error', reject)
      .end(body);
  });
}
