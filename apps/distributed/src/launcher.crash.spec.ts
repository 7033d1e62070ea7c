import { isAlive, processIdentity } from '#libs/postgres';
import { packageFile } from '#libs/kernel';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DistributedDocument, ProcessEntry } from './distributed-file.js';

const LAUNCHER = packageFile('dist/bin/distributed.js');

/** A shape of processes that do nothing, so that what is seen is the launcher's. */
const COMPOSE = `
services:
  first:
    image: bovenlokaal
    command: [node, -e, "console.error('first is done')"]
  idle:
    image: bovenlokaal
    command: [node, dist/libs/service/src/testing/idle.process.js]
    environment: { HOST: 0.0.0.0, PORT: '3000', METRICS_PORT: '9464', DATABASE_URL: 'postgres://a:b@postgres:5432/c' }
    depends_on: { first: { condition: service_completed_successfully } }
    ports: ['127.0.0.1:3000-3001:3000']
    deploy: { replicas: 2 }
    restart: unless-stopped
`;

interface Launched {
  readonly child: ChildProcess;
  readonly printed: () => string;
  readonly processes: () => readonly ProcessEntry[];
}

describe('the launcher', () => {
  let folder: string;
  let launched: Launched;

  const launch = (port = '0'): Launched => {
    const child = spawn(process.execPath, [LAUNCHER], {
      env: {
        PATH: process.env['PATH'],
        PORT: port,
        COMPOSE_FILE: join(folder, 'compose.yml'),
        DATA_FOLDER: folder,
        // Nobody asks it anything here; only so that none is started.
        DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
      },
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    }
    const document = (): DistributedDocument =>
      JSON.parse(readFileSync(join(folder, 'distributed.json'), 'utf8')) as DistributedDocument;
    return { child, printed: () => printed, processes: () => document().processes };
  };

  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await sleep(20);
  };

  const started = ({ child, printed }: Launched): Promise<void> =>
    until(() => {
      if (child.exitCode !== null) throw new Error(`the launcher ended:\n${printed()}`);
      return printed().includes('  GraphQL ');
    });

  const identities = (): readonly string[] =>
    launched.processes().map(({ pid }) => processIdentity(pid) ?? `${pid} is not there`);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-launcher-'));
    writeFileSync(join(folder, 'compose.yml'), COMPOSE);
    launched = launch();
    await started(launched);
  });

  afterEach(async () => {
    if (launched.child.exitCode === null && launched.child.signalCode === null) {
      launched.child.kill('SIGTERM');
      await once(launched.child, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('starts what dies again, at the same address, and tells its new id', async () => {
    const [before] = launched.processes();
    process.kill(before?.pid ?? 0, 'SIGKILL');
    const again = (): ProcessEntry | undefined => launched.processes().find(({ name }) => name === before?.name);
    await until(() => again() !== undefined && again()?.pid !== before?.pid);
    expect(again()).toMatchObject({
      name: 'idle-1',
      service: 'idle',
      health: before?.health,
      metrics: before?.metrics,
    });
    const answers = (): Promise<boolean> =>
      fetch(before?.health ?? '').then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await answers())) await sleep(20);
  });

  it('told to stop, it stops everyone, however often it is told, and leaves nothing', async () => {
    const all = identities();
    expect(all).toHaveLength(2);
    launched.child.kill('SIGTERM');
    launched.child.kill('SIGINT');
    expect(await once(launched.child, 'exit')).toEqual([0, null]);
    expect(all.filter(isAlive)).toEqual([]);
    expect(launched.printed().match(/first is done/g)).toHaveLength(1);
    expect(existsSync(join(folder, 'distributed.json'))).toBe(false);
  });

  it('killed, it leaves no orphan, and the next one starts', async () => {
    const all = identities();
    launched.child.kill('SIGKILL');
    await once(launched.child, 'exit');
    await until(() => !all.some(isAlive));
    launched = launch();
    await started(launched);
  });

  it('says so when a port is taken that was asked for', async () => {
    const taken = new URL(launched.processes()[0]?.health ?? '').port;
    launched.child.kill('SIGTERM');
    await once(launched.child, 'exit');
    const busy = createServer().listen(Number(taken), '127.0.0.1');
    await once(busy, 'listening');
    launched = launch(taken);
    expect(await once(launched.child, 'exit')).toEqual([1, null]);
    expect(launched.printed()).toBe(`De poort ${taken} is bezet. Kies een andere met PORT=… (0: vrije poorten).\n`);
    busy.close();
  });

  it('does not start a second time on one data folder', async () => {
    const second = launch();
    expect(await once(second.child, 'exit')).toEqual([1, null]);
    expect(second.printed()).toContain('draait de gedistribueerde vorm al');
    expect(identities().every(isAlive)).toBe(true);
  });
});
