import { packageFile } from '#libs/kernel';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const MAIN = packageFile('dist/bin/distributed.js');
/** A broker, a database and eight programs that compile themselves, on a machine that runs other specs beside them. */
const START_PATIENCE_MS = 180_000;
/** What is said in a long run goes to `onLog`; here stays enough to tell why something ended. */
const KEPT_OUTPUT = 200_000;

/** One process of the distributed shape, as the launcher's `distributed.json` tells. */
export interface ServiceProcess {
  /** `relay-1`, `kafka-1`, `postgres`. */
  readonly name: string;
  /** `relay`, `kafka`, `postgres`. */
  readonly service: string;
  readonly pid: number;
  /** Of the programs of the product: where it tells how it is. */
  readonly health?: string;
  readonly metrics?: string;
}

/** The whole distributed shape as processes of this machine, started by the product's own launcher. */
export interface Distributed {
  readonly dataFolder: string;
  /** Base URLs of the API processes, without a slash at the end. */
  readonly apis: readonly string[];
  /** Of its Postgres. */
  readonly databaseUrl: () => string;
  /** As they are now: the launcher starts again what died, under another id. */
  readonly processes: () => readonly ServiceProcess[];
  /** What was printed so far, the end of it where that is much. */
  readonly output: () => string;
  /** A token of the demo person with this name, as it is printed at start. */
  readonly token: (name: string) => string;
  readonly stop: () => Promise<void>;
}

interface DistributedDocument {
  readonly api: readonly string[];
  readonly processes: readonly ServiceProcess[];
}

export interface DistributedOptions {
  readonly dataFolder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Hears what the launcher and its processes log. */
  readonly onLog?: (text: string) => void;
}

/** Starts everything and answers when the launcher says that it runs. @throws with what it printed when it ends before. */
export async function startDistributed({
  dataFolder,
  env = {},
  onLog = () => undefined,
}: DistributedOptions): Promise<Distributed> {
  if (!existsSync(MAIN)) throw new Error('the launcher is not built: run `npm run build` (`npm test` does)');
  const { DATABASE_URL: _url, DATA_FOLDER: _folder, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
    env: { ...inherited, PORT: '0', METRICS_PORT: '0', DATA_FOLDER: dataFolder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let started: string | undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed = (printed + text).slice(-KEPT_OUTPUT);
      if (stream === child.stderr) onLog(text);
    });
  }
  await running(
    child,
    () => (started ??= /GraphQL\s+http\S+\/graphql\n/.test(printed) ? printed : undefined) !== undefined,
    () => printed,
  );
  const beginning = started ?? '';
  const document = (): DistributedDocument =>
    JSON.parse(readFileSync(join(dataFolder, 'distributed.json'), 'utf8')) as DistributedDocument;
  return {
    dataFolder,
    apis: document().api,
    databaseUrl: () => {
      const { url } = JSON.parse(readFileSync(join(dataFolder, 'connection.json'), 'utf8')) as { readonly url: string };
      return url;
    },
    processes: () => document().processes,
    output: () => printed,
    token: (name) => {
      const lines = beginning.split('\n');
      const at = lines.findIndex((line) => line.includes(`demo:${name} `));
      const token = at < 0 ? undefined : /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(lines[at + 1] ?? '')?.[0];
      if (token === undefined) throw new Error(`the launcher printed no token for demo:${name}`);
      return token;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function running(child: ChildProcess, ready: () => boolean, printed: () => string): Promise<void> {
  const deadline = Date.now() + START_PATIENCE_MS;
  while (!ready()) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`the launcher ended with ${child.exitCode ?? child.signalCode}:\n${printed()}`);
    }
    if (Date.now() > deadline) {
      child.kill('SIGTERM');
      throw new Error(`the distributed shape did not start in time:\n${printed()}`);
    }
    await sleep(50);
  }
}
