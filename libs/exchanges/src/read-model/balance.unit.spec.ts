import { localDate, type MunicipalityCode } from '#libs/kernel';
import fc from 'fast-check';
import { balanceOn, minus, NOTHING, type DecayOn, type YearOfBalance } from './balance.js';

const SOEST = 'GM0342' as MunicipalityCode;
const none: DecayOn = () => null;
const fades =
  (percent: number): DecayOn =>
  () => ({ percent, policy: 'spec' });

const gave = (year: number, households: number, persons: number): YearOfBalance => ({
  year,
  given: { households, persons },
  received: NOTHING,
});
const received = (year: number, households: number, persons: number): YearOfBalance => ({
  year,
  given: NOTHING,
  received: { households, persons },
});
const on = (years: readonly YearOfBalance[], decay: DecayOn, day: string) =>
  balanceOn(SOEST, years, decay, localDate(day));

describe('the exchange balance of a municipality', () => {
  it('is what it gave minus what it received', () => {
    expect(on([gave(2023, 3, 9), received(2024, 1, 5)], none, '2024-06-01')).toMatchObject({
      given: { households: 3, persons: 9 },
      received: { households: 1, persons: 5 },
      net: { households: 2, persons: 4 },
      decay: [],
      balance: { households: 2, persons: 4 },
    });
  });

  it('fades on each 1 January, a line a year, of what then stands', () => {
    const { decay, net, balance } = on([gave(2022, 4, 20), gave(2023, 2, 4)], fades(25), '2024-06-01');
    expect(decay).toEqual([
      { on: '2023-01-01', percent: 25, policy: 'spec', households: -1, persons: -5 },
      { on: '2024-01-01', percent: 25, policy: 'spec', households: -1, persons: -4 },
    ]);
    expect(net).toEqual({ households: 6, persons: 24 });
    expect(balance).toEqual({ households: 4, persons: 15 });
  });

  it('fades on the day itself, and not the day before', () => {
    expect(on([gave(2023, 4, 4)], fades(50), '2023-12-31').decay).toHaveLength(0);
    expect(on([gave(2023, 4, 4)], fades(50), '2024-01-01').decay).toHaveLength(1);
  });

  it('of who received fades towards zero as well, and what is left of a debt is never rounded away', () => {
    expect(on([received(2022, 4, 20)], fades(25), '2023-06-01').balance).toEqual({ households: -3, persons: -15 });
    expect(on([received(2022, 1, 1)], fades(99), '2030-06-01').balance).toEqual({ households: -1, persons: -1 });
  });

  it('is nothing for who never took part', () => {
    expect(on([], fades(50), '2024-06-01')).toMatchObject({ net: NOTHING, decay: [], balance: NOTHING });
  });

  it('never grows by fading, and never changes sides', () => {
    const amounts = fc.record({ households: fc.nat(50), persons: fc.nat(200) });
    const years = fc.uniqueArray(
      fc.record({ year: fc.integer({ min: 2015, max: 2024 }), given: amounts, received: amounts }),
      {
        selector: ({ year }) => year,
        maxLength: 1,
      },
    );
    fc.assert(
      fc.property(years, fc.integer({ min: 0, max: 100 }), (all, percent) => {
        const { net, balance, decay } = on(all, fades(percent), '2026-06-01');
        for (const measure of ['households', 'persons'] as const) {
          expect(Math.abs(balance[measure])).toBeLessThanOrEqual(Math.abs(net[measure]));
          expect(balance[measure] * net[measure]).toBeGreaterThanOrEqual(0);
        }
        const faded = decay.reduce((sum, line) => minus(sum, line), NOTHING);
        expect(minus(net, faded)).toEqual(balance);
      }),
      { seed: 20240501 },
    );
  });
});
