import { packageFile } from '#libs/kernel';
import { freePort } from '#libs/postgres';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

const PROGRAM = packageFile('dist/libs/service/src/testing/idle.process.js');
const running = new Set<ChildProcess>();

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
  readonly metricsPort: number;
  /** Its answer on a path; null while it does not answer. */
  ask(path: string): Promise<{ status: number; body: unknown } | null>;
  /** Exit code, and what it printed. */
  ended(): Promise<{ code: number | null; stdout: string; stderr: string }>;
}

async function start(env: Readonly<Record<string, string>>): Promise<Started> {
  const [port, metricsPort] = [await freePort(null), await freePort(null)];
  const child = spawn(process.execPath, [PROGRAM], {
    env: { PATH: process.env['PATH'], PORT: String(port), METRICS_PORT: String(metricsPort), ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  running.add(child);
  const printed = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (printed.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (printed.stderr += chunk.toString()));
  // Not the child's own `close`, which never comes once we have let go of its channel.
  const exit = once(child, 'exit') as Promise<[number | null]>;
  const read = Promise.all([once(child.stdout as Readable, 'close'), once(child.stderr as Readable, 'close')]);
  return {
    child,
    port,
    metricsPort,
    ask: (path) =>
      fetch(`http://127.0.0.1:${port}${path}`).then(
        async (response) => ({ status: response.status, body: await response.json() }),
        () => null,
      ),
    ended: async () => {
      const [[code]] = await Promise.all([exit, read]);
      return { code, ...printed };
    },
  };
}

async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    await sleep(20);
  }
}

const isReady = (started: Started): Promise<unknown> =>
  until(
    () => started.ask('/health/ready'),
    (answer) => answer?.status === 200,
  );

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

describe('a process of the product', () => {
  it('lives before it is ready, and tells more once it is', async () => {
    const slow = await start({ STARTS_AFTER: '1000000' });
    const live = await until(
      () => slow.ask('/health/live'),
      (answer) => answer !== null,
    );
    expect(live).toEqual({ status: 200, body: { status: 'live' } });
    expect(await slow.ask('/health/ready')).toEqual({ status: 503, body: { status: 'not-ready', phase: 'starting' } });
    slow.child.kill('SIGTERM');
    expect((await slow.ended()).code).toBe(0);

    const quick = await start({});
    await isReady(quick);
    expect(await quick.ask('/health/ready')).toEqual({ status: 200, body: { status: 'ready', colour: 'green' } });
    expect((await quick.ask('/'))?.status).toBe(404);
    const metrics = await fetch(`http://127.0.0.1:${quick.metricsPort}/metrics`);
    expect(await metrics.text()).toMatch(/^bovenlokaal_idle 1$/m);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s stops it once, however often it comes', async (signal) => {
    const started = await start({ STOPS_AFTER: '300' });
    await isReady(started);
    started.child.kill(signal);
    started.child.kill('SIGTERM');
    const stopping = await until(
      () => started.ask('/health/ready'),
      (answer) => answer?.status !== 200,
    );
    expect(stopping).toEqual({ status: 503, body: { status: 'not-ready', phase: 'stopping' } });
    expect(await started.ended()).toMatchObject({ code: 0, stdout: 'stop\n' });
  });

  it('stops in order when the parent that started it is gone', async () => {
    const started = await start({});
    await isReady(started);
    started.child.disconnect();
    expect(await started.ended()).toMatchObject({ code: 0, stdout: 'stop\n' });
  });

  it('says in words which settings are wrong, and does not start', async () => {
    const { code, stderr } = await (await start({ PORT: 'x', LOG_LEVEL: 'loud' })).ended();
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^De instellingen kloppen niet:\n {2}PORT: .*\n {2}LOG_LEVEL: /),
    ]);
  });

  it('a port that is taken is said, and ends it', async () => {
    const first = await start({});
    await isReady(first);
    const { code, stderr } = await (await start({ PORT: String(first.port) })).ended();
    expect([code, stderr]).toEqual([1, expect.stringContaining('EADDRINUSE')]);
  });
});
