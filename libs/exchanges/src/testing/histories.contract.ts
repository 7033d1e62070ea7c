import { runHistory } from './history.js';
import { openPlatform, type Platform, type Start } from './platform.js';
import { prepareStart } from './start.js';

/** In all; shared by the specs that run them, so that two workers do it together. More where that is asked for. */
export const HISTORIES = Number(process.env['HISTORIES'] ?? 2_000);
const STEPS = 40;

/** Fewer may miss some of it by chance. */
const MANY = 300;
/** What many histories must come to somewhere: a history that gets nowhere shows nothing. */
const REACHED = [
  'ExchangeSettled',
  'LegRepaired',
  'ExchangeCompleted',
  'RecouplingReversed',
  'ExchangeReminded',
  'HouseholdPlaced',
  'PlacementCorrected',
  'HouseholdMovedHome',
  'HouseholdForgotten',
  'persons counted',
  'household all',
  'household needs',
  'household null',
  'household opened',
  'needs in an exchange',
] as const;

/** Invariants 3, 4, 5, 6, 8 and 9 of quality.md §1 over histories with these seeds. */
export function histories(name: string, seeds: readonly number[]): void {
  describe(`whatever municipalities, coordinators, COA and chance do: ${name}`, () => {
    let platform: Platform;
    let start: Start;
    beforeAll(async () => {
      platform = await openPlatform();
      start = await prepareStart(platform);
    });
    afterAll(() => platform.close());

    it(`exchanges are wholly done or not, nobody lives or counts twice, figures are those of the log, and nobody sees what is not theirs (${String(seeds.length)} histories)`, async () => {
      const reached = new Map<string, number>();
      for (const seed of seeds) {
        const { violations, counts } = await runHistory(platform, start, seed, STEPS);
        if (violations.length > 0) expect({ seed, violations }).toEqual({ seed, violations: [] });
        for (const [what, count] of counts) reached.set(what, (reached.get(what) ?? 0) + count);
      }
      expect(seeds.length < MANY ? [] : REACHED.filter((what) => !reached.has(what))).toEqual([]);
    }, 6_000_000);
  });
}

/** So many seeds of which one in two is taken, beginning with the first or the second. */
export const everySecond = (first: 1 | 2): readonly number[] =>
  Array.from({ length: Math.ceil(HISTORIES / 2) }, (_, i) => first + 2 * i);
