import { runHistory } from './testing/history.js';
import { openPlatform, type Platform } from './testing/platform.js';

const HISTORIES = Number(process.env['HISTORIES'] ?? 300);
const STEPS = 40;

describe('whatever municipalities, coordinators, COA and chance do', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await openPlatform();
  });
  afterAll(() => platform.close());

  it(`an exchange is wholly done or wholly not, and nobody lives or counts twice (${String(HISTORIES)} histories)`, async () => {
    const reached = new Map<string, number>();
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const { violations, counts } = await runHistory(platform, seed, STEPS);
      expect({ seed, violations }).toEqual({ seed, violations: [] });
      for (const [type, count] of counts) reached.set(type, (reached.get(type) ?? 0) + count);
    }
    // A history that gets nowhere shows nothing.
    for (const type of [
      'ExchangeSettled',
      'LegRepaired',
      'ExchangeCompleted',
      'RecouplingReversed',
      'ExchangeReminded',
    ]) {
      expect(reached.get(type) ?? 0).toBeGreaterThan(0);
    }
  }, 600_000);
});
