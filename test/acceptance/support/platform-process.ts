import { packageFile } from '#libs/kernel';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

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

/** The built platform as its own process, asked over HTTP. */
export interface Platform {
  readonly url: string;
  /** Everything it printed so far. */
  output(): string;
  /** A token of the demo person with this name, as it is printed at start. */
  token(name: string): string;
  graphql<T>(query: string, variables?: Readonly<Record<string, unknown>>, token?: string): Promise<GraphqlAnswer<T>>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** What `npm start` promises, and room for a machine that runs other specs beside this one. */
const START_PATIENCE_MS = 180_000;

export async function startPlatform(env: Readonly<Record<string, string>>): Promise<Platform> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const { DATABASE_URL: _url, DATA_FOLDER: _folder, ...inherited } = process.env;
  const child: ChildProcess = spawn(
    process.execPath,
    ['--enable-source-maps', packageFile('dist/apps/platform/src/main.js')],
    { env: { ...inherited, PORT: String(port), METRICS_PORT: String(metricsPort), ...env } },
  );
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  const url = `http://127.0.0.1:${port}`;
  await readyAt(`${url}/health/ready`, child, () => printed);
  return {
    url,
    output: () => printed,
    token: (name) => {
      const lines = printed.split('\n');
      const at = lines.findIndex((line) => line.includes(`demo:${name} `));
      const token = /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(lines[at + 1] ?? '')?.[0];
      if (at < 0 || token === undefined) throw new Error(`the platform printed no token for demo:${name}`);
      return token;
    },
    graphql: async <T>(query: string, variables: Readonly<Record<string, unknown>> = {}, token?: string) => {
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
    },
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
