import { spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-error.js';
import { commandLine, isAlive, processIdentity } from './process-identity.js';
import type { ServerUser } from './server-user.js';

/** A server process, by a name that no later process can take over. */
export interface Postmaster {
  readonly identity: string;
  readonly port: number;
}

/** Higher than any pid that Linux or macOS hands out: the owner of nothing. */
const NOBODY = 99_999_999;
/** A fast shutdown writes a checkpoint; after this long we stop waiting for it. Nothing is lost then: the log is replayed. */
const STOP_PATIENCE_MS = 30_000;

/**
 * The living server of this cluster, if there is one. A pid file whose pid now belongs to another program (after a crash or a
 * reboot) is disarmed: Postgres would refuse to start because of it. Only the pid in it is replaced; the rest must stay, as by
 * it Postgres sees whether children of the dead server still write.
 */
export function runningPostmaster(cluster: string): Postmaster | null {
  const path = join(cluster, 'postmaster.pid');
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const identity = processIdentity(pid);
  if (identity === null) return null; // Postgres sees that itself, and removes the file.
  if (commandLine(pid)?.includes(cluster) ?? true) return { identity, port: Number(lines[3]) };
  const { uid, gid } = statSync(path);
  const draft = `${path}.disarmed`;
  writeFileSync(draft, [NOBODY, ...lines.slice(1)].join('\n'), { mode: 0o600 });
  if (process.getuid?.() === 0) chownSync(draft, uid, gid);
  renameSync(draft, path);
  return null;
}

/** Fast shutdown (SIGINT), and the hard way (SIGQUIT) when that takes too long. */
export async function stopPostmaster({ identity }: Postmaster): Promise<void> {
  const pid = Number.parseInt(identity, 10);
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isAlive(identity)) return;
    try {
      process.kill(pid, signal);
    } catch {
      return; // Gone in between.
    }
    const deadline = Date.now() + STOP_PATIENCE_MS;
    while (Date.now() < deadline) {
      if (!isAlive(identity)) return;
      await sleep(10);
    }
  }
}

export interface StartOptions {
  readonly postgres: string;
  readonly cluster: string;
  readonly logFile: string;
  readonly user: ServerUser | null;
  readonly settings: Readonly<Record<string, string>>;
}

/** Starts the server process in a session of its own, so that Ctrl-C in our terminal does not reach it. */
export function startPostmaster(options: StartOptions): { identity: string; failed: () => boolean } {
  const log = openSync(options.logFile, 'a', 0o600);
  try {
    const child = spawn(
      options.postgres,
      [
        '-D',
        options.cluster,
        ...Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      {
        cwd: options.user === null ? options.cluster : '/',
        detached: true,
        env: serverEnvironment(),
        stdio: ['ignore', log, log],
        ...options.user,
      },
    );
    let failed = false;
    child.once('error', () => (failed = true));
    child.once('exit', () => (failed = true));
    child.unref();
    const identity = child.pid === undefined ? null : processIdentity(child.pid);
    return { identity: identity ?? 'none', failed: () => failed || identity === null };
  } finally {
    closeSync(log);
  }
}

/** Runs a program of the server's to its end; its output goes into the error when it fails. */
export async function runServerProgram(file: string, args: readonly string[], user: ServerUser | null): Promise<void> {
  const child = spawn(file, args, {
    cwd: '/',
    env: serverEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A session of its own: Ctrl-C must not leave half a cluster while we still think that it is being made.
    detached: true,
    ...user,
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (exit, signal) => resolve(exit ?? signal ?? 'unknown'));
  });
  if (code === 0) return;
  throw new EmbeddedPostgresError(
    'START_FAILED',
    `De ingebouwde Postgres kon geen nieuwe database maken (${code}):\n${output.slice(-1500)}`,
  );
}

/** Nothing of ours: PGDATA, PGPORT and the like of the user's shell would change which server is started. */
const serverEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'] ?? '',
  LC_ALL: 'C',
  ...(process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] ?? '' } : {}),
});

/**
 * Below the range that systems give to outgoing connections (Linux: from 32768). A port from that range can be lost while a
 * killed server restarts: somebody's outgoing connection takes it, or a client that tries again and again connects to itself.
 */
const FIRST_PORT = 15_000;
const LAST_PORT = 31_999;
const MOST_TRIES = 100;

/** A port that is free now. Another process may still be quicker: the start is tried again then. */
export async function freePort(preferred: number | null): Promise<number> {
  const isFree = (port: number): Promise<boolean> =>
    new Promise((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
  if (preferred !== null && (await isFree(preferred))) return preferred;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const port = randomInt(FIRST_PORT, LAST_PORT + 1);
    if (await isFree(port)) return port;
  }
  throw new EmbeddedPostgresError('START_FAILED', 'Op 127.0.0.1 is geen vrije poort te vinden.');
}
