import { packageFile } from '#libs/kernel';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../processes/free-port.js';

const READY_PATIENCE_MS = 120_000;
/** What is said in a long run; the end of it tells why something ended. */
const KEPT_OUTPUT = 20_000;

/** One process of a shape, which the test kills and starts again. It ends with the process that runs the spec. */
export class TurnedMember {
  #child: ChildProcess | null = null;
  #ready: Promise<void> = Promise.resolve();
  #told = '';

  private constructor(
    readonly name: string,
    private readonly main: string,
    private readonly env: Readonly<Record<string, string>>,
    readonly url: string,
  ) {}

  /** Chooses its port, the same for each start. @param main below `dist` */
  static async of(name: string, main: string, env: Readonly<Record<string, string>>): Promise<TurnedMember> {
    const path = packageFile(`dist/${main}`);
    if (!existsSync(path)) throw new Error(`${main} is not built: run \`npm run build\` (\`npm test\` does)`);
    const port = await freePort();
    return new TurnedMember(name, path, { ...env, PORT: String(port) }, `http://127.0.0.1:${port}`);
  }

  /** Resolves when it says that it is ready. */
  start(): Promise<void> {
    this.#ready = this.#start();
    this.#ready.catch(() => undefined); // Whoever kills or asks it next is told.
    return this.#ready;
  }

  /** `kill -9`, and waits until it is gone. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Tells it to stop in order. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** Once it has come up; it may have been started without waiting for that. */
  ready(): Promise<void> {
    return this.#ready;
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  async #start(): Promise<void> {
    const { DATABASE_URL: _url, DATA_FOLDER: _folder, ...inherited } = process.env;
    // Without source maps, which take a fifth of the time of a start: it is started dozens of times.
    const child = spawn(process.execPath, [this.main], {
      env: { ...inherited, LOG_LEVEL: 'warn', METRICS_PORT: '0', ...this.env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#told = (this.#told + chunk.toString('utf8')).slice(-KEPT_OUTPUT)));
    }
    const deadline = performance.now() + READY_PATIENCE_MS;
    while (!(await isReady(this.url))) {
      // Killed in the middle of its start, by the test: it will be started again.
      if (child.signalCode === 'SIGKILL') return;
      if (child.exitCode !== null) throw new Error(`the ${this.name} ended with ${child.exitCode}:\n${this.#told}`);
      if (performance.now() > deadline) throw new Error(`the ${this.name} was not ready in time:\n${this.#told}`);
      await sleep(20);
    }
  }
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    (response) => response.ok,
    () => false,
  );
