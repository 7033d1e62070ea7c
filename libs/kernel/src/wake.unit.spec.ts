import { instantOrThrow, manualClock } from './time.js';
import { nextMidnight, sleepTowards } from './wake.js';

const at = instantOrThrow;

describe('waiting for a moment', () => {
  const clock = manualClock('2023-10-28T21:59:00Z');

  it('sleeps until then, but looks at the clock at least every minute, and never sleeps for nothing', () => {
    expect(sleepTowards(clock, at('2023-10-28T21:59:12.345Z'))).toBe(12_345);
    expect(sleepTowards(clock, at('2024-10-28T22:00:00Z'))).toBe(60_000);
    expect(sleepTowards(clock, at('2023-10-28T22:00:00Z'), 1_000)).toBe(1_000);
    expect(sleepTowards(clock, clock.now())).toBe(1);
    expect(sleepTowards(clock, at('2020-01-01T00:00:00Z'))).toBe(1);
  });

  it('knows when the next day begins in a Dutch town hall, also in the nights of the clock change', () => {
    expect(nextMidnight(at('2023-10-28T21:59:59.999Z'))).toBe('2023-10-28T22:00:00.000Z');
    expect(nextMidnight(at('2023-10-28T22:00:00Z'))).toBe('2023-10-29T23:00:00.000Z');
    expect(nextMidnight(at('2023-03-25T23:00:00Z'))).toBe('2023-03-26T22:00:00.000Z');
  });
});
