import { ServiceMetrics } from './index.js';

const away = (): Promise<never> => Promise.reject(new Error('connect ECONNREFUSED'));

describe('the metrics of a process', () => {
  let metrics: ServiceMetrics;
  beforeEach(() => {
    metrics = new ServiceMetrics();
    metrics.observe('sockets', 'Open sockets', () => 7);
  });

  /** The lines of our own numbers. */
  const lines = async (): Promise<readonly string[]> =>
    (await metrics.registry.metrics()).split('\n').filter((line) => line.startsWith('bovenlokaal_'));

  it('are all there when all can be read', async () => {
    metrics.observeEach('lag', 'Events', 'model', () => Promise.resolve(new Map([['tally', 3]])));
    expect(await lines()).toEqual([
      'bovenlokaal_metrics_unreadable 0',
      'bovenlokaal_sockets 7',
      'bovenlokaal_lag{model="tally"} 3',
    ]);
  });

  it('are there without those that cannot be read, and say how many these are', async () => {
    metrics.observe('position', 'Of the store', away);
    metrics.observe('bug', 'Throws', () => {
      throw new TypeError('x is not a function');
    });
    metrics.observeEach('lag', 'Events', 'model', away);
    expect(await lines()).toEqual(['bovenlokaal_metrics_unreadable 3', 'bovenlokaal_sockets 7']);
  });

  it('do not keep an old number of what cannot be read any more, and have the new one when it can', async () => {
    let read: () => Promise<number> = () => Promise.resolve(1);
    metrics.observe('position', 'Of the store', () => read());
    expect(await lines()).toContain('bovenlokaal_position 1');
    read = away;
    expect(await lines()).toEqual(['bovenlokaal_metrics_unreadable 1', 'bovenlokaal_sockets 7']);
    read = () => Promise.resolve(2);
    expect(await lines()).toContain('bovenlokaal_position 2');
    expect(await lines()).toContain('bovenlokaal_metrics_unreadable 0');
  });

  it('do not wait for what hangs, nor ask for it again while it does', async () => {
    let asked = 0;
    let answer: (value: number) => void = () => undefined;
    metrics.observe('position', 'Of the store', () => {
      asked++;
      return new Promise((resolve) => (answer = resolve));
    });
    const without = ['bovenlokaal_metrics_unreadable 1', 'bovenlokaal_sockets 7'];
    expect(await Promise.all([lines(), lines()])).toEqual([without, without]);
    expect(await lines()).toEqual(without);
    expect(asked).toBe(1);
    const collected = lines();
    answer(5);
    expect(await collected).toContain('bovenlokaal_position 5');
  });
});
