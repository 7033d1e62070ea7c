import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Called by Vitest before the first spec. Names the folder of the Postgres and the whereabouts of the Kafka that all specs of
 * this run share; the first spec that needs one starts it.
 * @returns what stops those that were started, and removes their folders
 */
export async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-specs-'));
  chmodSync(folder, 0o711); // Passable for the server's user when we are root.
  process.env['BOVENLOKAAL_TEST_POSTGRES'] = join(folder, 'server');
  const kafka = await offerKafka();
  // Told to stop by a signal, Vitest ends within a millisecond and calls nobody back.
  const abandon = (): void => {
    kafka.tell();
    tellPostgres(join(folder, 'server'), 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', abandon);
  return async () => {
    await Promise.all([stopPostgres(join(folder, 'server')), kafka.stop()]);
    rmSync(folder, { recursive: true, force: true });
    process.off('exit', abandon);
  };
}

const pidFileIn = (folder: string): string => join(folder, 'pgdata', 'postmaster.pid');

function tellPostgres(folder: string, signal: NodeJS.Signals): void {
  if (!existsSync(pidFileIn(folder))) return;
  const pid = Number(readFileSync(pidFileIn(folder), 'utf8').split('\n')[0]);
  if (Number.isInteger(pid) && pid > 0) process.kill(pid, signal);
}

async function stopPostgres(folder: string): Promise<void> {
  const pidFile = pidFileIn(folder);
  tellPostgres(folder, 'SIGINT');
  // Postgres removes the file itself when it has stopped.
  for (let waited = 0; existsSync(pidFile) && waited < 30_000; waited += 20) await sleep(20);
}

/**
 * Leaves in the environment what a spec must know when it is loaded: whether brokers can be had here, and where to ask for the
 * shared one. Asking is a connection to a port of ours, answered with the launcher's line of JSON (or `{"error":…}`): only this
 * process outlives the workers that the specs run in, so it is the one that must start what they share.
 * @returns what stops the broker, if a spec asked for it: at once, or until it has stopped
 */
async function offerKafka(): Promise<{ readonly tell: () => void; readonly stop: () => Promise<void> }> {
  const launcher = join(import.meta.dirname, '..', '..', 'tools', 'kafka', 'broker.mjs');
  // The first time in a checkout this fetches Kafka, for which no test has the time.
  const check = spawnSync(process.execPath, [launcher, '--check'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { by, why } = JSON.parse(check.stdout) as { by: string | null; why: string | null };
  if (by === null) {
    const which = process.env['KAFKA_BROKERS'] ? 'suites that kill one of their own' : 'suites that need one';
    process.stderr.write(`\nNO KAFKA BROKER can be started on this machine: the ${which} are not run.\n${why}\n\n`);
    return { tell: () => undefined, stop: () => Promise.resolve() };
  }
  let broker: ChildProcess | null = null;
  let answer: Promise<string> | null = null;
  const start = (): Promise<string> => {
    const started = (broker = spawn(process.execPath, [launcher], { stdio: ['ignore', 'pipe', 'pipe'] }));
    let complaint = '';
    started.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    return new Promise((resolve) => {
      createInterface({ input: started.stdout }).once('line', resolve);
      started.once('exit', () => resolve(JSON.stringify({ error: complaint })));
    });
  };
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    void (answer ??= start()).then((line) => socket.end(`${line}\n`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  process.env['BOVENLOKAAL_TEST_KAFKA'] = String((server.address() as AddressInfo).port);
  const tell = (): void => void broker?.kill('SIGTERM');
  const stop = async (): Promise<void> => {
    if (broker === null || broker.exitCode !== null || broker.signalCode !== null) return;
    const ended = new Promise((resolve) => broker?.once('exit', resolve));
    tell();
    await ended;
  };
  return { tell, stop };
}
