import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stops the Postgres that the specs shared, if one was started, and removes its folder. */
export default async function teardown(): Promise<void> {
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
