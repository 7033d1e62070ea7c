import { localDate, period, type MunicipalityCode } from '#libs/kernel';
import { daysLateOn, effectOf, koppelDates, type EffectLeg, type EffectQuestion } from './effect.js';

const SOEST = 'GM0342' as MunicipalityCode;
const ZEIST = 'GM0355' as MunicipalityCode;

const leg = (more: Partial<EffectLeg>): EffectLeg => ({
  leg: 1,
  kind: 'recoupling',
  from: SOEST,
  to: ZEIST,
  persons: 4,
  daysLate: 0,
  ...more,
});

/** Soest gives a family of four and gets a single household back. */
const SWAP = [leg({}), leg({ leg: 2, from: ZEIST, to: SOEST, persons: 1, daysLate: 12 })];

const effect = (more: Partial<EffectQuestion>) =>
  effectOf({
    municipality: SOEST,
    legs: SWAP,
    today: localDate('2024-05-01'),
    moveDays: 28,
    remaining: 30,
    koppelBalance: { on: localDate('2024-04-01'), persons: 5 },
    exchangeBalance: { households: 1, persons: 2 },
    tolerance: { households: 2, persons: 4, policy: 'v1' },
    redistribution: [],
    ...more,
  });

describe('the effect of an exchange', () => {
  it('tells each side what goes out and comes in', () => {
    expect(effect({})).toMatchObject({ out: { households: 1, persons: 4 }, in: { households: 1, persons: 1 } });
    expect(effect({ municipality: ZEIST })).toMatchObject({
      out: { households: 1, persons: 1 },
      in: { households: 1, persons: 4 },
    });
  });

  it('counts the persons who come in, in the period in which they are expected to move', () => {
    expect(effect({}).realisation).toEqual({ persons: 1, movesOn: '2024-05-29', period: '2024-1' });
    expect(effect({ today: localDate('2024-06-03') }).realisation).toMatchObject({
      movesOn: '2024-07-01',
      period: '2024-2',
    });
    expect(effect({}).remaining).toEqual({ before: 30, after: 29, change: -1 });
  });

  it('tells a change also where what it changes is not known, or not shown', () => {
    const { remaining, exchangeBalance } = effect({ remaining: null, exchangeBalance: null });
    expect(remaining).toEqual({ before: null, after: null, change: -1 });
    expect(exchangeBalance.persons).toEqual({ before: null, after: null, change: 3 });
  });

  it('moves the exchange balance towards who gives', () => {
    expect(effect({}).exchangeBalance).toMatchObject({
      households: { before: 1, after: 1, change: 0 },
      persons: { before: 2, after: 5, change: 3 },
    });
  });

  it('tells whether it takes the municipality out of the tolerance, on either side', () => {
    const within = (more: Partial<EffectQuestion>) => effect(more).exchangeBalance.within;
    // Persons: from 2 to 5 where 4 is agreed.
    expect(within({})).toEqual({ before: true, after: false });
    expect(within({ municipality: ZEIST, exchangeBalance: { households: 0, persons: -2 } })).toEqual({
      before: true,
      after: false,
    });
    expect(within({ exchangeBalance: { households: -3, persons: -5 } })).toEqual({ before: false, after: false });
    expect(within({ tolerance: { households: null, persons: null, policy: 'v1' } })).toEqual({
      before: true,
      after: true,
    });
    // A debt is paid off also where nothing is tolerated.
    const nothing = { households: 0, persons: 0, policy: 'v1' };
    const payingOff = { legs: [leg({})], tolerance: nothing, exchangeBalance: { households: -1, persons: -4 } };
    expect(within(payingOff)).toEqual({ before: false, after: true });
    expect([within({ exchangeBalance: null }), within({ tolerance: null })]).toEqual([null, null]);
  });

  it('takes into account what was agreed of its taakstelling, until the figures hold it', () => {
    const agreed = (decided: boolean, inPeriod = '2024-1') =>
      effect({ redistribution: [{ period: period(inPeriod), change: 3, decided }] });
    expect(agreed(false).remaining).toEqual({ before: 30, after: 32, change: 2 });
    expect(agreed(true).remaining).toEqual({ before: 30, after: 29, change: -1 });
    expect(agreed(true).redistribution).toEqual([{ period: '2024-1', change: 3, decided: true }]);
    // A task that grows asks for more koppelingen, on the reference date in its period.
    expect(agreed(false).koppelBalance.change).toBe(-3);
    expect(agreed(false, '2024-2').koppelBalance).toMatchObject({ nextOn: '2024-10-01', change: -6 });
    expect(agreed(false, '2024-2').remaining.change).toBe(-1);
  });

  it('moves the koppel balance on the next reference date, never one that has been', () => {
    expect(effect({}).koppelBalance).toEqual({ lastOn: '2024-04-01', last: 5, nextOn: '2024-10-01', change: -3 });
    expect(koppelDates(localDate('2024-04-01'))).toEqual({ last: '2024-04-01', next: '2024-10-01' });
    expect(koppelDates(localDate('2024-01-15'))).toEqual({ last: '2023-10-01', next: '2024-04-01' });
    expect(koppelDates(localDate('2024-12-31'))).toEqual({ last: '2024-10-01', next: '2025-04-01' });
  });

  it('leaves a household in a shared doorstroomlocatie with its municipality, for which it counts', () => {
    const legs = [leg({ kind: 'doorstroom' })];
    expect(effect({ legs })).toMatchObject({
      out: { households: 0, persons: 0 },
      realisation: { persons: 4 },
      remaining: { after: 26 },
      koppelBalance: { change: 0 },
      exchangeBalance: { persons: { change: 0 } },
    });
    expect(effect({ legs, municipality: ZEIST })).toMatchObject({
      in: { households: 0, persons: 0 },
      realisation: { persons: 0 },
    });
  });

  it('tells the lateness that is taken over, and of which household it is not known', () => {
    expect(effect({}).latenessTakenOver).toEqual({
      households: [{ leg: 2, persons: 1, daysLate: 12 }],
      mostDays: 12,
      unknown: 0,
    });
    expect(effect({ municipality: ZEIST }).latenessTakenOver).toEqual({ households: [], mostDays: 0, unknown: 0 });
    const legs = [leg({ to: SOEST, from: ZEIST, daysLate: null })];
    expect(effect({ legs }).latenessTakenOver.unknown).toBe(1);
  });

  it('counts lateness from the permit and the housing term', () => {
    const permit = localDate('2024-01-01');
    expect(daysLateOn(permit, 84, localDate('2024-03-25'))).toBe(0);
    expect(daysLateOn(permit, 84, localDate('2024-03-26'))).toBe(1);
  });
});
