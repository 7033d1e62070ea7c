import { packageFile } from '#libs/kernel';
import { resolve } from 'node:path';
import { z } from 'zod';
import { NotStarted } from './not-started.js';
import type { PostgresMessage } from './postgres.process.js';
import { SupervisedProcess, type ProcessSpecification } from './supervised-process.js';

/** Something that the processes of the product work with, run by us. */
export interface Surrounding<T> {
  readonly process: SupervisedProcess;
  /** Where it is, from when it serves; rejects when it ended before that. */
  readonly serving: Promise<T>;
}

/** Told whenever it has another process: null while it has none. */
export type OnPid = (pid: number | null) => void;

type Say = (line: string) => void;

interface Serving<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
}

function serving<T>(): Serving<T> {
  let resolvePromise: (value: T) => void = () => undefined;
  let rejectPromise: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((res, rej) => {
    resolvePromise = res;
    rejectPromise = rej;
  });
  promise.catch(() => undefined); // Whoever waits for it hears of it.
  return { promise, resolve: resolvePromise, reject: rejectPromise };
}

/** A broker with much to write, or a Postgres that writes its checkpoint, takes its time. */
const STOP_PATIENCE_MS = 40_000;

function begin<T>(
  make: (settled: Serving<T>) => Omit<ProcessSpecification, 'restart' | 'cwd' | 'env' | 'stopPatienceMs' | 'onChange'>,
  onPid: OnPid,
): Surrounding<T> {
  const settled = serving<T>();
  const supervised = new SupervisedProcess({
    ...make(settled),
    cwd: process.cwd(),
    env: process.env,
    restart: true,
    stopPatienceMs: STOP_PATIENCE_MS,
    onChange: (pid) => {
      if (pid !== null) return;
      onPid(null);
      // Nothing once it has served: then it is started again. The first time it has said what is wrong, and would say it again.
      settled.reject(new NotStarted(supervised.name));
    },
  });
  void supervised.run();
  return { process: supervised, serving: settled.promise };
}

export interface PostgresPlace {
  readonly url: string;
  readonly folder: string;
}

/** The embedded Postgres of a data folder, kept by a process of its own: so it does not matter how we end. */
export const startPostgres = (dataFolder: string | undefined, onPid: OnPid, say: Say): Surrounding<PostgresPlace> =>
  begin(
    (settled) => ({
      name: 'postgres',
      args: [packageFile('dist/bin/postgres.js'), ...(dataFolder === undefined ? [] : [resolve(dataFolder)])],
      onLine: say,
      onMessage: (message) => {
        const { url, folder, pid } = message as PostgresMessage;
        onPid(pid);
        settled.resolve({ url, folder });
      },
    }),
    onPid,
  );

/** What `tools/kafka/broker.mjs` prints whenever a broker serves. */
const brokerLine = z.object({ nodes: z.array(z.object({ pid: z.number().nullable() })) });

/** One broker on this port, with its data in this folder; started again when it dies. */
export const startKafka = (port: number, folder: string, onPid: OnPid, say: Say): Surrounding<void> =>
  begin(
    (settled) => ({
      name: 'kafka-1',
      args: [packageFile('tools/kafka/broker.mjs'), '--supervise', '--port', String(port), '--folder', folder],
      onLine: (line, from) => {
        if (from === 'stderr') return say(line);
        onPid(brokerLine.parse(JSON.parse(line)).nodes[0]?.pid ?? null);
        settled.resolve();
      },
    }),
    onPid,
  );
