import { packageFile } from '#libs/kernel';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';

/** A process of the product beside those of the launcher; nobody starts it again. */
export interface ExtraService {
  readonly pid: number;
  readonly health: string;
  readonly running: () => boolean;
  /** Tells it to stop, and waits until it has. */
  readonly stop: () => Promise<void>;
}

const READY_PATIENCE_MS = 60_000;

/** Starts one more relay or projector with these settings, and waits until it says that it is ready. */
export async function startExtra(
  name: 'relay' | 'projector',
  env: Readonly<Record<string, string>>,
): Promise<ExtraService> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, ['--enable-source-maps', packageFile(`dist/bin/${name}.js`)], {
    env: { ...process.env, ...env, PORT: `${port}`, METRICS_PORT: `${metricsPort}` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (told = (told + text).slice(-20_000)));
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  const health = `http://127.0.0.1:${port}/health/ready`;
  const deadline = Date.now() + READY_PATIENCE_MS;
  while (
    !(await fetch(health).then(
      (response) => response.ok,
      () => false,
    ))
  ) {
    if (!running()) throw new Error(`the extra ${name} ended with ${child.exitCode ?? child.signalCode}:\n${told}`);
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`the extra ${name} was not ready in time:\n${told}`);
    }
    await sleep(50);
  }
  return {
    pid: child.pid ?? 0,
    health,
    running,
    stop: async () => {
      if (!running()) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
