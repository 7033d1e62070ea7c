import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stops what the specs shared and was started, and removes its folders. */
export default async function teardown(): Promise<void> {
  await Promise.all([stopPostgres(), stopKafka()]);
}

async function stopPostgres(): Promise<void> {
  const folder = process.env['BOVENLOKAAL_TEST_POSTGRES'];
  if (folder === undefined) return;
  const pidFile = join(folder, 'pgdata', 'postmaster.pid');
  if (existsSync(pidFile)) {
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    // Postgres removes the file itself when it has stopped.
    if (Number.isInteger(pid) && pid > 0) process.kill(pid, 'SIGINT');
    for (let waited = 0; existsSync(pidFile) && waited < 30_000; waited += 20) await sleep(20);
  }
  rmSync(dirname(folder), { recursive: true, force: true });
}

async function stopKafka(): Promise<void> {
  const state = (globalThis as { bovenlokaalTestKafka?: { broker: ChildProcess | null; ended: boolean } })
    .bovenlokaalTestKafka;
  if (state === undefined || state.broker === null || state.ended) return;
  const ended = new Promise((resolve) => state.broker?.once('exit', resolve));
  state.broker.kill('SIGTERM');
  await ended;
}
