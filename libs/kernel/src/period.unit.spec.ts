import {
  completedMonths,
  daysGone,
  daysIn,
  endOf,
  next,
  parsePeriod,
  period,
  periodOf,
  previous,
  startOf,
} from './period.js';
import { localDate } from './time.js';

describe('taakstellingsperiode', () => {
  it('is a half-year whose end no longer counts', () => {
    expect([startOf(period('2023-1')), endOf(period('2023-1'))]).toEqual(['2023-01-01', '2023-07-01']);
    expect([startOf(period('2023-2')), endOf(period('2023-2'))]).toEqual(['2023-07-01', '2024-01-01']);
  });

  it('puts 30 June in the first half and 1 July in the second', () => {
    expect(periodOf(localDate('2023-06-30'))).toBe('2023-1');
    expect(periodOf(localDate('2023-07-01'))).toBe('2023-2');
    expect(periodOf(localDate('2023-12-31'))).toBe('2023-2');
  });

  it('follows its neighbours over the turn of the year', () => {
    expect(next(period('2022-2'))).toBe('2023-1');
    expect(previous(period('2023-1'))).toBe('2022-2');
  });

  it('counts 3 completed months and 118 days on 26 October', () => {
    expect(completedMonths(period('2023-2'), localDate('2023-10-27'))).toBe(3);
    expect(daysGone(period('2023-2'), localDate('2023-10-27'))).toBe(118);
    expect([daysIn(period('2023-1')), daysIn(period('2024-1')), daysIn(period('2023-2'))]).toEqual([181, 182, 184]);
  });

  it('refuses 2023-3 and whatever else is not a half-year', () => {
    for (const bad of ['2023-3', '2023-0', '2023', '23-1', '2023-1 ', 'x']) {
      expect(parsePeriod(bad)).toMatchObject({ ok: false, refusals: [{ code: 'PERIOD_INVALID' }] });
    }
  });
});
