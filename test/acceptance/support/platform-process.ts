import { packageFile } from '#libs/kernel';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Distributed } from '../../processes/distributed.js';
import { freePort } from '../../processes/free-port.js';

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
}

interface GraphqlAnswer<T> {
  readonly status: number;
  readonly data?: T;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

export async function askGraphql<T>(
  url: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  token?: string,
): Promise<GraphqlAnswer<T>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as Omit<GraphqlAnswer<T>, 'status'>;
  return { status: response.status, ...body };
}

/** The built product as processes of its own, asked over HTTP. */
export interface Platform {
  /** Everything it printed so far. */
  readonly output: () => string;
  /** A token of the demo person with this name, as it is printed at start. */
  readonly token: (name: string) => string;
  readonly graphql: <T>(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    token?: string,
  ) => Promise<GraphqlAnswer<T>>;
  readonly stop: () => Promise<void>;
  /** Of the distributed shape: its processes one by one. */
  readonly launcher?: Distributed;
}

/** What `npm start` promises, and room for a machine that runs other specs beside this one. */
const START_PATIENCE_MS = 180_000;

export async function startPlatform(env: Readonly<Record<string, string>>): Promise<Platform> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const { DATABASE_URL: _url, DATA_FOLDER: _folder, ...inherited } = process.env;
  const child: ChildProcess = spawn(process.execPath, ['--enable-source-maps', packageFile('dist/bin/platform.js')], {
    env: { ...inherited, PORT: String(port), METRICS_PORT: String(metricsPort), ...env },
  });
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  const url = `http://127.0.0.1:${port}`;
  await readyAt(`${url}/health/ready`, child, () => printed);
  return {
    output: () => printed,
    token: (name) => {
      const lines = printed.split('\n');
      const at = lines.findIndex((line) => line.includes(`demo:${name} `));
      const token = /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(lines[at + 1] ?? '')?.[0];
      if (at < 0 || token === undefined) throw new Error(`the platform printed no token for demo:${name}`);
      return token;
    },
    graphql: (query, variables, token) => askGraphql(url, query, variables, token),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function readyAt(url: string, child: ChildProcess, printed: () => string): Promise<void> {
  const deadline = Date.now() + START_PATIENCE_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the platform ended with ${child.exitCode}:\n${printed()}`);
    const ready = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`the platform was not ready in time:\n${printed()}`);
    }
    await sleep(200);
  }
}
