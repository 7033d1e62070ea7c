import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The broker that the specs of this run share, for the teardown; null while no spec asked for one. */
const shared = globalThis as { bovenlokaalTestKafka?: { broker: ChildProcess | null; ended: boolean } };

/**
 * Names the folder of the Postgres and the whereabouts of the Kafka that all specs of this run share; the first spec that needs
 * one starts it. Nothing of the product is imported here: jest loads this file before its module mapping.
 */
export default async function setup(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-jest-'));
  chmodSync(folder, 0o711); // Passable for the server's user when we are root.
  process.env['BOVENLOKAAL_TEST_POSTGRES'] = join(folder, 'server');
  await offerKafka();
}

/**
 * Leaves in the environment what a spec must know when it is loaded: whether brokers can be had here, and where to ask for the
 * shared one. Asking is a connection to a port of ours, answered with the launcher's line of JSON (or `{"error":…}`): only this
 * process outlives the workers that the specs run in, so it is the one that must start what they share.
 */
async function offerKafka(): Promise<void> {
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
    return;
  }
  const state: { broker: ChildProcess | null; ended: boolean } = { broker: null, ended: false };
  shared.bovenlokaalTestKafka = state;
  let answer: Promise<string> | null = null;
  const start = (): Promise<string> => {
    const broker = spawn(process.execPath, [launcher], { stdio: ['ignore', 'pipe', 'pipe'] });
    state.broker = broker;
    let complaint = '';
    broker.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    return new Promise((resolve) => {
      createInterface({ input: broker.stdout }).once('line', resolve);
      broker.once('exit', () => {
        state.ended = true;
        resolve(JSON.stringify({ error: complaint }));
      });
    });
  };
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    void (answer ??= start()).then((line) => socket.end(`${line}\n`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  process.env['BOVENLOKAAL_TEST_KAFKA'] = String((server.address() as AddressInfo).port);
}
