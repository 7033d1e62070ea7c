import { openEmbedded } from '#libs/postgres';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A platform that is told to stop answers what it has and stops its Postgres; after this long it is stuck. */
const STOP_PATIENCE_MS = 30_000;

/**
 * Runs a program of ours that starts servers, and leaves nothing of it behind, however it ends: by itself, by a signal that
 * reaches us, or by a `kill -9` of it (one of ourselves as well leaves them). Its servers belong to no terminal and stop with their last user, and nobody else ever comes to
 * its temporary folders. So it gets a process group and a folder for those of its own, and we clear both away.
 * Answers its exit code, or null when it was killed.
 */
export async function runEnclosed(args: readonly string[]): Promise<number | null> {
  const folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-run-'));
  chmodSync(folder, 0o711); // Passable for the server's user when we are root.
  const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder };
  const tell = (signal: NodeJS.Signals | 0): boolean => signalGroup(child.pid, signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, tell);
  const child = spawn(process.execPath, args, { stdio: 'inherit', detached: true, env });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const deadline = Date.now() + STOP_PATIENCE_MS;
      if (tell(signal)) while (tell(0) && Date.now() < deadline) await sleep(50);
    }
    await stopServersIn(folder);
    return code;
  } finally {
    for (const signal of signals) process.off(signal, tell);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether anybody was there to hear it. Windows knows no groups of processes. */
function signalGroup(leader: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (leader === undefined) return false;
  try {
    return process.kill(process.platform === 'win32' ? leader : -leader, signal);
  } catch {
    return false;
  }
}

/** Servers whose users are dead stop when somebody comes and, as the last user, goes. */
async function stopServersIn(folder: string): Promise<void> {
  const within = (path: string): readonly string[] => readdirSync(path).map((name) => join(path, name));
  const made = within(folder);
  for (const data of [...made, ...made.filter((path) => statSync(path).isDirectory()).flatMap(within)]) {
    if (existsSync(join(data, 'pgdata', 'postmaster.pid'))) await (await openEmbedded({ folder: data })).close();
  }
}
