import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { packageFile } from '#libs/kernel';
import { counted, openBench, reset, tally, tallyRows, type Bench } from './testing/tally.js';

/** Compiled by the build that `npm test` begins with. */
const PROJECTOR = packageFile('dist/libs/projections/src/testing/projector.process.js');
const KILLS = 6;

describe('a read model whose processes are killed', () => {
  let bench: Bench;
  const running = new Set<ChildProcess>();

  beforeEach(async () => {
    if (!existsSync(PROJECTOR)) throw new Error('the product is not built: run `npm run build` (`npm test` does)');
    bench = await openBench();
  });
  afterEach(async () => {
    for (const child of running) child.kill('SIGKILL');
    await bench.close();
  });

  const startProjector = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, [PROJECTOR, bench.url], { stdio: ['ignore', 'pipe', 'inherit'] });
    running.add(child);
    child.once('exit', () => running.delete(child));
    await new Promise((resolve, reject) => {
      child.stdout?.once('data', resolve);
      child.once('exit', () => reject(new Error('the projector ended')));
    });
    return child;
  };

  it('holds every event exactly once: another takes over, and its rows equal those of a rebuild', async () => {
    let ending = false;
    let n = 0;
    const writing = Promise.all(
      [0, 1, 2, 3].map(async () => {
        while (!ending) {
          const mine = n++;
          await bench.record(mine % 9 === 0 ? reset(`s${mine % 4}`, mine) : counted(`s${mine % 4}`, mine));
        }
      }),
    );
    const reader = bench.host(tally());
    let runner = await startProjector();
    for (let kill = 0; kill < KILLS; kill++) {
      const heir = await startProjector(); // Stands by.
      const { position } = await bench.store.head();
      expect(await reader.waitFor('tally', position, 30_000)).toBe(true);
      runner.kill('SIGKILL');
      runner = heir;
    }
    ending = true;
    await writing;
    const { position } = await bench.store.head();
    expect(await reader.waitFor('tally', position, 30_000)).toBe(true);

    const rows = await tallyRows(reader);
    const facts = await bench.pool.query<{ entries: number }>(
      `select count(*)::int as entries from event where type = 'Counted'`,
    );
    expect(rows['position']).toEqual([position]);
    expect(rows['entry']).toHaveLength(facts.rows[0]?.entries ?? -1);
    expect(await reader.rebuild('tally')).toMatchObject({ equal: true, events: position });
  }, 180_000);
});
