import type { ProjectionHost } from './projection-host.js';
import { counted, openBench, poison, tally, type Bench } from './testing/tally.js';
import { waitForPosition } from './wait-for-position.js';

describe('a position that a question asks for', () => {
  let bench: Bench;
  let host: ProjectionHost;
  /** How often the log was asked how far it goes, and when for the first time. */
  let asked: number;
  let firstAsked: Promise<void>;
  let wait: (position: number) => ReturnType<typeof waitForPosition>;

  beforeEach(async () => {
    bench = await openBench();
    await bench.record(counted('a', 1), counted('a', 2));
    host = bench.host(tally());
    await host.catchUp();
    asked = 0;
    let tell: () => void;
    firstAsked = new Promise((resolve) => (tell = resolve));
    const head = async () => {
      asked++;
      tell();
      return bench.store.head();
    };
    wait = (position) =>
      waitForPosition(host, { head }, { projection: 'tally', shows: 'de tellingen', position, path: 'atLeast' });
  });
  afterEach(() => bench.close());

  it('is there at once where the read model shows it, and the log is not asked', async () => {
    expect(await wait(2)).toEqual({ ok: true, value: true });
    expect(asked).toBe(0);
  });

  it('is waited for where it is stored and not shown yet', async () => {
    await bench.record(counted('a', 3));
    const waiting = wait(3);
    await firstAsked;
    await bench.host(tally()).catchUp();
    expect(await waiting).toEqual({ ok: true, value: true });
  });

  it('is refused at once where the log does not hold it', async () => {
    expect(await wait(3)).toEqual({
      ok: false,
      refusals: [
        {
          code: 'POSITION_BEYOND_HEAD',
          message: 'het logboek gaat tot positie 2, niet tot 3',
          path: ['atLeast'],
          details: { head: 2 },
        },
      ],
    });
  });

  it('is refused where the read model stands still before it', async () => {
    await bench.record(poison('b'));
    await expect(host.catchUp()).rejects.toThrow('amount is not a number');
    expect(await wait(3)).toEqual({
      ok: false,
      refusals: [
        {
          code: 'AT_LEAST_TIMEOUT',
          message: 'de tellingen zijn nog niet bij tot positie 3; probeer het opnieuw',
          path: ['atLeast'],
        },
      ],
    });
  });
});
