import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  addDays,
  dateOf,
  daysBetween,
  instantOrThrow,
  localDate,
  monthsBetween,
  parseInstant,
  parseLocalDate,
  startOfDay,
} from './time.js';

describe('local dates', () => {
  it('refuses a day that is not on the calendar and names the field', () => {
    expect(parseLocalDate('2023-02-30', ['rows', '3', 'on'])).toMatchObject({
      ok: false,
      refusals: [{ code: 'DATE_INVALID', path: ['rows', '3', 'on'] }],
    });
    for (const bad of ['2023-2-1', '20230201', '', '2023-13-01', '2023-01-01T00:00:00Z', '0000-01-01']) {
      expect(parseLocalDate(bad).ok).toBe(false);
    }
    expect(parseLocalDate('2024-02-29').ok).toBe(true);
  });

  it('knows every day of the calendar and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2199 }), fc.nat(13), fc.nat(32), (year, month, day) => {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        const asDate = new Date(`${text}T00:00:00Z`);
        const exists = !Number.isNaN(asDate.getTime()) && asDate.toISOString().startsWith(text);
        expect(parseLocalDate(text).ok).toBe(exists);
      }),
    );
  });

  it('gives each moment its own day, in whatever order moments are asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }), { minLength: 1 }), (seconds) => {
        for (const second of seconds) {
          const moment = instantOrThrow(new Date(second * 1000).toISOString());
          const date = dateOf(moment);
          expect(startOfDay(date) <= moment && moment < startOfDay(addDays(date, 1))).toBe(true);
        }
      }),
    );
  });

  it('puts 1 July 00:00 in July, in summer time', () => {
    expect(startOfDay(localDate('2023-07-01'))).toBe('2023-06-30T22:00:00.000Z');
    expect(dateOf(instantOrThrow('2023-06-30T21:59:59.999Z'))).toBe('2023-06-30');
    expect(dateOf(instantOrThrow('2023-06-30T22:00:00Z'))).toBe('2023-07-01');
  });

  it('counts the nights of the clock change as one day', () => {
    expect(daysBetween(localDate('2023-03-25'), localDate('2023-03-27'))).toBe(2);
    expect(addDays(localDate('2023-10-28'), 2)).toBe('2023-10-30');
    expect(startOfDay(localDate('2023-03-27'))).toBe('2023-03-26T22:00:00.000Z');
    expect(startOfDay(localDate('2023-10-29'))).toBe('2023-10-28T22:00:00.000Z');
    expect(startOfDay(localDate('2023-10-30'))).toBe('2023-10-29T23:00:00.000Z');
  });

  it('counts days as the calendar does, over leap days, ends of years and the last day that there is', () => {
    const day = fc
      .integer({ min: -25_567, max: 2_932_896 })
      .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, fc.integer({ min: -40_000, max: 40_000 }), (a, b, days) => {
        const from = Temporal.PlainDate.from(a);
        expect(daysBetween(localDate(a), localDate(b))).toBe(from.until(b, { largestUnit: 'days' }).days);
        expect(addDays(localDate(a), days)).toBe(from.add({ days }).toString());
      }),
      { seed: 20240501, numRuns: 300 },
    );
    expect(addDays(localDate('9999-12-31'), 1)).toBe('+010000-01-01');
  });

  it('counts whole months only', () => {
    expect(monthsBetween(localDate('2023-07-01'), localDate('2023-10-27'))).toBe(3);
    expect(monthsBetween(localDate('2023-01-01'), localDate('2023-07-01'))).toBe(6);
    expect(monthsBetween(localDate('2023-01-01'), localDate('2023-06-30'))).toBe(5);
  });

  it('reads a moment only with a zone', () => {
    expect(parseInstant('2023-07-01T02:00:00+02:00')).toEqual({ ok: true, value: '2023-07-01T00:00:00.000Z' });
    expect(parseInstant('2023-07-01T02:00:00').ok).toBe(false);
  });

  it.each(['0000-01-01T00:00:00Z', '-000001-01-01T00:00:00Z', '+010000-01-01T00:00:00Z', '1899-12-30T00:00:00Z'])(
    'refuses %s: it would not compare as text with the others, or lies before the first day that we know',
    (bad) => {
      expect(parseInstant(bad)).toMatchObject({ ok: false, refusals: [{ code: 'INSTANT_INVALID' }] });
    },
  );

  it.each(['1900-01-01', '9999-12-31'])(
    'reads the moment at which %s begins: every day that we read has one',
    (day) => {
      const begins = startOfDay(localDate(day));
      expect(parseInstant(begins)).toEqual({ ok: true, value: begins });
    },
  );
});
