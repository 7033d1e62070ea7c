import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { idFrom, sha256 } from '#libs/kernel';
import { StoreUnavailable } from '../errors.js';
import type { NewEvent, StreamAppend } from '../event-store.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';

/**
 * A process full of writers for the crash spec: `node writer.process.js URL FILE NAME WRITERS STREAMS`. Each writer sends
 * one command after another to a few shared streams, and notes each acknowledgement in FILE as `command position`
 * before it goes on. Started again with the same FILE it goes on behind the last acknowledgement, so that a command of
 * unknown outcome is sent again under the same id. SIGTERM lets it finish what it is doing.
 */
const [url = '', file = '', name = '', writers = '1', streams = '1'] = process.argv.slice(2);

const pool = new pg.Pool({ connectionString: url, max: 1 });
pool.on('error', () => undefined);
const store = new PostgresEventStore({ pool });
let stopping = false;
process.once('SIGTERM', () => {
  stopping = true;
});

/** Version of each stream as far as this process has heard. */
const heard = new Map<string, number>();

/** A number from 0 to `below` that follows from the text: the same command always asks the same. */
const pick = (text: string, below: number): number => Number.parseInt(sha256(text).slice(0, 8), 16) % below;

function appendsOf(command: string): StreamAppend[] {
  const first = pick(`${command} stream`, Number(streams));
  const count = 1 + pick(`${command} count`, 2);
  return Array.from({ length: count }, (_, i): StreamAppend => {
    const stream = `shared-${(first + i) % Number(streams)}`;
    const event = (n: number): NewEvent => ({
      id: idFrom(`${command} ${i} ${n}`),
      type: 'Written',
      data: { command, n },
      effectiveOn: null,
    });
    return {
      stream,
      expected: pick(`${command} pinned`, 2) === 0 ? 'any' : (heard.get(stream) ?? 0),
      events: Array.from({ length: 1 + pick(`${command} ${i}`, 3) }, (_event, n) => event(n)),
    };
  });
}

async function send(command: string): Promise<number> {
  for (;;) {
    try {
      const outcome = await store.append({
        command: { id: command, contentHash: sha256(command) },
        meta: { actor: 'writer' },
        streams: appendsOf(command),
        result: { command },
      });
      if (outcome.kind === 'command-reused') throw new Error(`${command} was never sent with other content`);
      if (outcome.kind !== 'version-conflict') return outcome.position;
      heard.set(outcome.stream, outcome.actual);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await sleep(50);
    }
  }
}

async function write(writer: number): Promise<void> {
  const own = `${name}-${writer}-`;
  const done = existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line.startsWith(own)).length
    : 0;
  for (let n = done + 1; !stopping; n++) {
    const position = await send(`${own}${n}`);
    appendFileSync(file, `${own}${n} ${position}\n`);
  }
}

await Promise.all(Array.from({ length: Number(writers) }, (_, i) => write(i)));
await store.close();
await pool.end();
