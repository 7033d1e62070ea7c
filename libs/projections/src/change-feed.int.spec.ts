import type { Pool } from 'pg';
import { ChangeFeed } from './change-feed.js';
import { counted, openBench, tally, type Bench } from './testing/tally.js';

describe('what a process knows of a read model', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  it('falls back with it after a crash of the server, also when the first look after that failed', async () => {
    await bench.record(counted('a', 1), counted('a', 2), counted('a', 3));
    await bench.host(tally()).catchUp();
    let unreachable = false;
    const pool = new Proxy(bench.pool, {
      get(target: Pool, property) {
        if (property !== 'query') return Reflect.get(target, property) as unknown;
        return (text: string, values: unknown[]) =>
          unreachable ? Promise.reject(new Error('connection refused')) : target.query(text, values);
      },
    });
    const feed = new ChangeFeed(pool, ['tally']);
    await feed.refresh();
    expect(feed.known('tally')).toMatchObject({ position: 3 });
    const heard: unknown[] = [];
    feed.onChanged('tally', (change) => heard.push(change));

    // What a read model that waits for no disk may look like after the server crashed.
    await bench.pool.query(`update projection set position = 2 where name = 'tally'`);
    await feed.refresh(); // Without a lost connection it is an answer that was overtaken.
    expect(feed.known('tally')).toMatchObject({ position: 3 });
    unreachable = true;
    await expect(feed.refresh(true)).rejects.toThrow('connection refused');
    await expect(feed.refresh()).rejects.toThrow('connection refused');
    unreachable = false;
    await feed.refresh();
    expect(feed.known('tally')).toMatchObject({ position: 2 });
    expect(heard).toEqual([{ position: 2, touched: '*' }]);

    await feed.refresh(); // That was all that was owed.
    expect(heard).toHaveLength(1);
  });
});
