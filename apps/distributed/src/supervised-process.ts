import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ProcessSpecification {
  /** `relay-1`. */
  readonly name: string;
  /** Words after `node`. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Started anew whenever it ends, until it is stopped. */
  readonly restart: boolean;
  /** How long it gets to stop in order before it is killed, in milliseconds. */
  readonly stopPatienceMs: number;
  /** Each line that it prints; its own log lines among them. */
  readonly onLine: (line: string, from: 'stdout' | 'stderr') => void;
  /** What it sends over its channel. */
  readonly onMessage?: (message: unknown) => void;
  /** It began (its id), or ended (null). */
  readonly onChange: (pid: number | null) => void;
}

const FIRST_WAIT_MS = 100;
const LAST_WAIT_MS = 2_000;
/** Whoever ran this long was not failing to start: the next time is tried at once again. */
const GOOD_RUN_MS = 10_000;
/**
 * A child that holds a channel to us, so that it notices when we are gone, and that belongs to a session of its own, so that a Ctrl-C
 * in the terminal reaches us alone: we stop everyone in order.
 */
export class SupervisedProcess {
  #child: ChildProcess | null = null;
  #stopping = new AbortController();
  #running: Promise<number | null> | null = null;
  /** How often it ended since it last ran well. */
  #failures = 0;

  constructor(private readonly specification: ProcessSpecification) {}

  get name(): string {
    return this.specification.name;
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  get failures(): number {
    return this.#failures;
  }

  /** Starts it; resolves with its exit code (null: a signal) when it has ended for good. */
  run(): Promise<number | null> {
    this.#running ??= this.keepRunning();
    return this.#running;
  }

  /** Asks it to stop, and kills it when it does not. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const child = this.#child;
    child?.kill('SIGTERM');
    const late = setTimeout(() => child?.kill('SIGKILL'), this.specification.stopPatienceMs);
    await this.#running;
    clearTimeout(late);
  }

  private async keepRunning(): Promise<number | null> {
    const { signal } = this.#stopping;
    for (;;) {
      const began = performance.now();
      const code = await this.runOnce();
      if (!this.specification.restart || signal.aborted) return code;
      this.#failures = performance.now() - began > GOOD_RUN_MS ? 0 : this.#failures + 1;
      const wait = Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, this.#failures - 1));
      this.specification.onLine(`ended (${code ?? 'killed'}); starts again in ${wait} ms`, 'stderr');
      await sleep(wait, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return code;
    }
  }

  private async runOnce(): Promise<number | null> {
    const { args, cwd, env, onLine, onMessage, onChange } = this.specification;
    const child = spawn(process.execPath, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: process.platform !== 'win32',
    });
    this.#child = child;
    for (const from of ['stdout', 'stderr'] as const) {
      const stream = child[from];
      if (stream !== null) createInterface({ input: stream }).on('line', (line) => onLine(line, from));
    }
    if (onMessage !== undefined) child.on('message', onMessage);
    if (child.pid !== undefined) onChange(child.pid);
    const code = await new Promise<number | null>((resolve) => {
      child.once('error', () => resolve(null));
      child.once('exit', resolve);
    });
    this.#child = null;
    onChange(null);
    return code;
  }
}
