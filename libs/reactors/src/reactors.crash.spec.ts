import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { instantOrThrow, packageFile } from '#libs/kernel';
import { openBench, until, upTo, type Bench } from './testing/bench.js';

/** Compiled by the build that `npm test` begins with. */
const PROCESS = packageFile('dist/libs/reactors/src/testing/reactor.process.js');
const PAST = instantOrThrow('2023-01-01T00:00:00Z');

describe('effects of processes that are killed', () => {
  let bench: Bench;
  const running = new Set<ChildProcess>();

  beforeEach(async () => {
    if (!existsSync(PROCESS)) throw new Error('the product is not built: run `npm run build` (`npm test` does)');
    bench = await openBench();
    await bench.pool.query('create table effect (n serial primary key, process text not null, key text not null)');
  });
  afterEach(async () => {
    for (const child of running) child.kill('SIGKILL');
    await bench.close();
  });

  /** Runs a process until it has had the effect that it is named after, and kills it before anything else can happen. */
  const killedAfter = async (key: string): Promise<void> => {
    const child = start(key);
    await new Promise<void>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line === key) child.kill('SIGKILL');
      });
      child.once('exit', (_, signal) => (signal === 'SIGKILL' ? resolve() : reject(new Error('it ended by itself'))));
    });
  };
  const start = (name: string) => {
    const child = spawn(process.execPath, [PROCESS, bench.url, name], { stdio: ['ignore', 'pipe', 'inherit'] });
    running.add(child);
    child.once('exit', () => running.delete(child));
    return child;
  };
  const effects = async (process?: string): Promise<readonly string[]> => {
    const { rows } = await bench.pool.query<{ key: string }>(
      'select key from effect where $1::text is null or process = $1 order by n',
      [process ?? null],
    );
    return rows.map(({ key }) => key);
  };

  it('come again where the kill fell between effect and position, and no event is left without', async () => {
    await bench.record(9);
    await killedAfter('event 4');
    await killedAfter('event 4');
    await killedAfter('event 7');
    start('survivor');
    await until(async () => (await effects('survivor')).includes('event 9'));
    const events = upTo(9).map((n) => `event ${n}`);
    expect((await effects('event 4')).filter((key) => key.startsWith('event'))).toEqual([
      ...events.slice(0, 4),
      'event 4',
    ]);
    expect((await effects('event 7')).filter((key) => key.startsWith('event'))).toEqual(events.slice(3, 7));
    expect((await effects('survivor')).filter((key) => key.startsWith('event'))).toEqual(events.slice(6));
  }, 180_000);

  it('of a deadline come again where the kill fell between its handler and done, then never more', async () => {
    const desk = bench.deadlines();
    for (const key of ['a', 'b', 'c']) await desk.set({ name: 'once', key, dueAt: PAST });
    await killedAfter('once b');
    start('survivor');
    await until(async () => (await desk.status()).overdue === 0);
    const once = (keys: readonly string[]): readonly string[] => keys.filter((key) => key.startsWith('once'));
    expect(once(await effects('once b'))).toEqual(['once a', 'once b']);
    expect(once(await effects('survivor'))).toEqual(['once b', 'once c']);
  }, 180_000);

  it('of a recurring deadline come again, and it is armed once for the next time', async () => {
    const desk = bench.deadlines();
    await desk.set({ name: 'daily', key: '', dueAt: PAST });
    await killedAfter('daily');
    start('survivor');
    await until(async () => (await desk.status()).overdue === 0);
    expect([await effects('daily'), await effects('survivor')]).toEqual([['daily'], ['daily']]);
    expect(await desk.status()).toMatchObject({ open: 1, overdue: 0 });
  }, 180_000);
});
