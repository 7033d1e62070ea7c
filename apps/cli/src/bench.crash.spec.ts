import { packageFile } from '#libs/kernel';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Compiled by the build that `npm test` begins with. */
const MAIN = packageFile('dist/bin/cli.js');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-bench-spec-'));
  chmodSync(folder, 0o711); // Passable for the server's user when we are root.
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const answersAt = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    socket.unref().end();
  });

/** The folder of the benchmark's Postgres, as soon as it takes connections. */
async function serverFolder(running: () => boolean): Promise<string> {
  while (running()) {
    for (const run of readdirSync(folder)) {
      for (const made of readdirSync(join(folder, run))) {
        const server = join(folder, run, made, 'server');
        if (existsSync(join(server, 'connection.json'))) return server;
      }
    }
    await sleep(50);
  }
  throw new Error('the benchmark ended before its Postgres had started');
}

test.each([
  ['the command is stopped', 'command', 'SIGTERM'],
  ['its terminal is closed', 'command', 'SIGHUP'],
  ['the benchmark itself is killed', 'benchmark', 'SIGKILL'],
] as const)('when %s, the Postgres of a benchmark and its files go with it', async (_, who, signal) => {
  if (!existsSync(MAIN)) throw new Error('the product is not built: run `npm run build` (`npm test` does)');
  const command = spawn(process.execPath, [MAIN, 'bench', 'rebuild'], {
    env: { ...process.env, TMPDIR: folder },
    stdio: 'ignore',
  });
  const ended = once(command, 'exit');
  const server = await serverFolder(() => command.exitCode === null);
  const { port } = JSON.parse(readFileSync(join(server, 'connection.json'), 'utf8')) as { readonly port: number };
  const benchmark = Number.parseInt(readdirSync(join(server, 'users'))[0] ?? '', 10);
  expect(await answersAt(port)).toBe(true);

  process.kill(who === 'command' ? (command.pid ?? 0) : benchmark, signal);

  expect(await ended).toEqual([1, null]);
  expect(await answersAt(port)).toBe(false);
  expect(() => process.kill(benchmark, 0)).toThrow('ESRCH');
  expect(readdirSync(folder)).toEqual([]);
});
