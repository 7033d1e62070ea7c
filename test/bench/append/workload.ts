import { randomUUID } from 'node:crypto';
import type { OpenContender } from './contender.js';

/** One command in so many goes to a stream that all clients write, the others to the client's own. */
const SHARED_EVERY = 10;
const SHARED_STREAMS = 8;
/** With the keys around it about 200 bytes, the size of our events. */
const NOTE = 'a remark of the length that people write about a realisation; the number of persons is what counts here';

export interface Written {
  readonly ms: number;
  readonly commands: number;
  /** Ids of the events whose commands were acknowledged. */
  readonly acknowledged: readonly string[];
  /** Latency per command in ms, ascending. */
  readonly latencies: readonly number[];
  /** How often a command had to be sent again because of somebody else on its stream. */
  readonly retries: number;
}

/** Clients in a closed loop: each sends its next command when the one before is acknowledged. */
export async function write(store: OpenContender, clients: number, seconds: number): Promise<Written> {
  const run = randomUUID().slice(0, 8);
  const acknowledged: string[] = [];
  const latencies: number[] = [];
  let retries = 0;
  const started = performance.now();
  const end = started + seconds * 1000;
  const client = async (number: number): Promise<void> => {
    let version = 0;
    for (let n = 1; performance.now() < end; n++) {
      const shared = clients > 1 && n % SHARED_EVERY === 0;
      const command = {
        id: randomUUID(),
        eventId: randomUUID(),
        stream: shared ? `shared${run}${(n / SHARED_EVERY + number) % SHARED_STREAMS}` : `own${run}${number}`,
        expected: shared ? null : version,
        type: 'RealisationRecorded',
        data: { municipality: 'GM0344', persons: n, kind: 'regular', note: NOTE },
      };
      const sent = performance.now();
      while (!(await store.append(command))) retries += 1;
      latencies.push(performance.now() - sent);
      acknowledged.push(command.eventId);
      if (!shared) version += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, i) => client(i)));
  return {
    ms: performance.now() - started,
    commands: acknowledged.length,
    acknowledged,
    latencies: latencies.sort((a, b) => a - b),
    retries,
  };
}

export interface Counted {
  readonly acknowledged: number;
  /** Acknowledged, yet never given to a reader that followed the log while it was written. */
  readonly lost: number;
  /** Given more than once. */
  readonly doubled: number;
  /** Given after a later version of the same stream. */
  readonly inverted: number;
}

/** Between two reads that found nothing, in ms; and how long nothing may come before the reader is done. */
const READ_AGAIN = 5;
const READ_SILENCE = 1_500;

/** Follows the log by the system's own way of reading it while clients write, then counts what the reader missed. */
export async function count(store: OpenContender, clients: number, seconds: number): Promise<Counted | null> {
  if (!store.readNext) return null;
  const read = store.readNext.bind(store);
  const seen = new Map<string, number>();
  const versions = new Map<string, number>();
  let inverted = 0;
  let written: Written | null = null;
  const follow = async (): Promise<void> => {
    for (let silent = 0; !written || silent < READ_SILENCE;) {
      const events = await read();
      for (const { id, stream, version } of events) {
        seen.set(id, (seen.get(id) ?? 0) + 1);
        if (version < (versions.get(stream) ?? 0)) inverted += 1;
        versions.set(stream, Math.max(version, versions.get(stream) ?? 0));
      }
      if (events.length > 0) silent = 0;
      else {
        await new Promise((resolve) => setTimeout(resolve, READ_AGAIN));
        silent = written ? silent + READ_AGAIN : 0;
      }
    }
  };
  const following = follow();
  written = await write(store, clients, seconds);
  await following;
  return {
    acknowledged: written.commands,
    lost: written.acknowledged.filter((id) => !seen.has(id)).length,
    doubled: written.acknowledged.filter((id) => (seen.get(id) ?? 0) > 1).length,
    inverted,
  };
}
