import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageFile } from '#libs/kernel';
import { createPool, openEmbedded, type EmbeddedPostgres } from '#libs/postgres';
import type { Pool } from 'pg';
import { eventStoreMigrations } from './migrations.js';
import { PostgresEventStore } from './postgres-event-store.js';

/** Compiled by the build that `npm test` begins with. */
const WRITER = packageFile('dist/libs/event-store/src/testing/writer.process.js');
const PROCESSES = 4;
const WRITERS_EACH = 16;
const STREAMS = 5;
const PATIENCE = 180_000;

describe('event store on Postgres, when processes are killed', () => {
  let folder: string;
  let server: EmbeddedPostgres;
  let pool: Pool;
  let writers: Writers;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-crash-'));
    chmodSync(folder, 0o711);
    server = await openEmbedded({ folder: join(folder, 'server') });
    pool = createPool(server.url);
    for (const { up } of eventStoreMigrations) await pool.query(up);
    writers = new Writers(server.url, folder);
  }, PATIENCE);

  afterAll(async () => {
    writers.end();
    await pool.end();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }, PATIENCE);

  const untouched = { lost: 0, doubled: 0, gaps: 0, inversions: 0, torn: 0, chain: 'holds' };

  it(
    'keeps every acknowledged command, once and in order, with 64 writers of which processes are killed',
    async () => {
      writers.start();
      for (let kills = 0; kills < 20; kills++) {
        await writers.progress();
        writers.killOne();
      }
      await writers.stop();
      expect(await count(pool, writers.acknowledged())).toEqual(untouched);
    },
    PATIENCE,
  );

  it(
    'keeps every acknowledged command, once and in order, when Postgres is killed',
    async () => {
      writers.start();
      for (let kills = 0; kills < 5; kills++) {
        await writers.progress();
        process.kill(postmasterOf(server.folder), 'SIGKILL');
      }
      await writers.progress();
      await writers.stop();
      expect(await count(pool, writers.acknowledged())).toEqual(untouched);
    },
    PATIENCE,
  );
});

/** The processes that write, each with a file of what was acknowledged to it. */
class Writers {
  readonly #running = new Map<string, ChildProcess>();
  readonly #failures: string[] = [];
  readonly #names = Array.from({ length: PROCESSES }, (_, i) => `p${i}`);

  constructor(
    private readonly url: string,
    private readonly folder: string,
  ) {}

  start(): void {
    for (const name of this.#names) this.#start(name);
  }

  /** Kills one at a random moment, and starts it again. */
  killOne(): void {
    const name = this.#names[Math.floor(Math.random() * PROCESSES)] ?? '';
    this.#running.get(name)?.kill('SIGKILL');
    this.#start(name);
  }

  /** Until commands were acknowledged again, and then a random moment more. */
  async progress(): Promise<void> {
    const before = this.acknowledged().size;
    while (this.acknowledged().size < before + 50) {
      if (this.#failures.length > 0) throw new Error(this.#failures.join('\n'));
      await sleep(20);
    }
    await sleep(Math.random() * 200);
  }

  /** Lets everyone finish the command that it is at. */
  async stop(): Promise<void> {
    await Promise.all(
      [...this.#running.values()].map((child) => {
        const ended = new Promise((resolve) => child.once('close', resolve));
        child.kill('SIGTERM');
        return ended;
      }),
    );
    this.#running.clear();
    if (this.#failures.length > 0) throw new Error(this.#failures.join('\n'));
  }

  end(): void {
    for (const child of this.#running.values()) child.kill('SIGKILL');
  }

  /** Position by command. A line that was torn by a kill has no position, and was not acknowledged to anyone. */
  acknowledged(): ReadonlyMap<string, number> {
    const all = new Map<string, number>();
    for (const name of this.#names) {
      if (!existsSync(this.#file(name))) continue;
      for (const [, command, position] of readFileSync(this.#file(name), 'utf8').matchAll(/^(\S+) (\d+)\n/gm)) {
        all.set(command ?? '', Number(position));
      }
    }
    return all;
  }

  #file(name: string): string {
    return join(this.folder, `${name}.acknowledged`);
  }

  #start(name: string): void {
    const args = [WRITER, this.url, this.#file(name), name, `${WRITERS_EACH}`, `${STREAMS}`];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    child.on('close', (code) => {
      if (code !== 0 && code !== null) this.#failures.push(`${name} ended with ${code}: ${complaint}`);
    });
    this.#running.set(name, child);
  }
}

interface Count {
  /** Acknowledged commands that are not in the log, or not where the acknowledgement said. */
  lost: number;
  /** Commands with more than one commit. */
  doubled: number;
  /** Positions that nobody has. */
  gaps: number;
  /** Events whose version does not follow the one before in their stream. */
  inversions: number;
  /** Commits of which a part is missing. */
  torn: number;
  chain: string;
}

async function count(pool: Pool, acknowledged: ReadonlyMap<string, number>): Promise<Count> {
  const store = new PostgresEventStore({ pool });
  const counted: Count = { lost: 0, doubled: 0, gaps: 0, inversions: 0, torn: 0, chain: '' };
  const commits = new Map<string, { commit: number; size: number; seen: number; last: number }>();
  const versions = new Map<string, number>();
  let position = 0;
  for (;;) {
    const events = await store.readLog(position, 5_000);
    if (events.length === 0) break;
    for (const event of events) {
      counted.gaps += event.position - position - 1;
      position = event.position;
      if (event.version !== (versions.get(event.stream) ?? 0) + 1) counted.inversions += 1;
      versions.set(event.stream, event.version);
      const { commandId, commit, commitSize } = event.meta;
      const known = commits.get(commandId);
      if (known && known.commit !== commit) counted.doubled += 1;
      commits.set(commandId, { commit, size: commitSize, seen: (known?.seen ?? 0) + 1, last: position });
    }
  }
  for (const { size, seen } of commits.values()) if (seen !== size) counted.torn += 1;
  for (const [command, at] of acknowledged) if (commits.get(command)?.last !== at) counted.lost += 1;
  const verified = await store.verify();
  counted.chain = verified.ok ? 'holds' : `broken at ${verified.position}: ${verified.reason}`;
  await store.close();
  return counted;
}

/** The pid stands in the first line. */
const postmasterOf = (folder: string): number =>
  Number(readFileSync(join(folder, 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[0]);
