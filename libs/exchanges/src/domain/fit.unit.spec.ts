import { localDate } from '#libs/kernel';
import fc from 'fast-check';
import { disclosed, fit, kilometresBetween, MISFITS, recordable, type FitQuestion, type Needs } from './fit.js';
import { soest, zeist } from './testing/story.js';

const centreOfZeist = { code: zeist, lat: 52.09, lon: 5.233 };
const needs: Needs = {
  bedrooms: 2,
  nareis: null,
  access: 'none',
  maxRent: 80_000,
  ties: [],
  excluded: [],
  notForExchange: false,
};
const question = (
  household: Partial<Needs> = {},
  dwelling: Partial<FitQuestion['dwelling']> = {},
  persons = 4,
): FitQuestion => ({
  household: { kind: 'regular', persons, needs: { ...needs, ...household } },
  dwelling: {
    bedrooms: 3,
    minPersons: 2,
    maxPersons: 5,
    access: 'step-free',
    rent: 70_000,
    from: localDate('2024-05-01'),
    until: null,
    ...dwelling,
  },
  to: centreOfZeist,
  move: { earliest: localDate('2024-05-10'), latest: localDate('2024-07-01') },
});
/** In Groningen, some 160 km away. */
const tie = { lat: 53.219, lon: 6.568, maxKm: 40, hard: true, proofSeen: true };

describe('whether a household fits a dwelling', () => {
  it('is not doubted where nothing is in the way', () => {
    expect(fit(question())).toEqual({ misfits: [], warnings: [] });
  });

  it.each<[string, FitQuestion, string]>([
    ['more persons than may live there', question({}, {}, 6), 'PERSONS_TOO_MANY'],
    ['fewer than it is meant for', question({}, {}, 1), 'PERSONS_TOO_FEW'],
    ['too few bedrooms', question({ bedrooms: 4 }), 'BEDROOMS_TOO_FEW'],
    ['a step for who cannot take one', question({ access: 'wheelchair' }), 'ACCESS'],
    ['a rent above what it can pay', question({}, { rent: 80_001 }), 'RENT_TOO_HIGH'],
    ['a dwelling that comes after the last day', question({}, { from: localDate('2024-07-02') }), 'AVAILABLE_TOO_LATE'],
    ['a dwelling that is gone today', question({}, { until: localDate('2024-05-10') }), 'AVAILABLE_ENDED'],
    ['a municipality where it cannot go', question({ excluded: [zeist] }), 'MUNICIPALITY_EXCLUDED'],
    ['a proven tie too far away', question({ ties: [tie] }), 'HARD_TIE'],
    ['a household that stays out of exchange', question({ notForExchange: true }), 'NOT_FOR_EXCHANGE'],
  ])('is refused by %s', (_, asked, misfit) => {
    expect(fit(asked).misfits).toEqual([misfit]);
  });

  it('is not refused by the same to the very limit', () => {
    const tight = {
      from: localDate('2024-07-01'),
      until: localDate('2024-05-11'),
      rent: 80_000,
      access: 'stairs',
    } as const;
    expect(fit(question({ excluded: [soest] }, tight, 5)).misfits).toEqual([]);
    expect(fit(question({ bedrooms: 1 }, { bedrooms: 0, minPersons: 1 }, 1)).misfits).toEqual([]);
    const distance = kilometresBetween(centreOfZeist, tie);
    expect(fit(question({ ties: [{ ...tie, maxKm: Math.ceil(distance) }] })).misfits).toEqual([]);
  });

  it('never takes minors under Nidos', () => {
    const asked = question();
    expect(fit({ ...asked, household: { ...asked.household, kind: 'nidos' } }).misfits).toEqual(['NIDOS']);
  });

  it('warns of what may come, of ties without proof, and of what is not known', () => {
    expect(fit(question({ nareis: { persons: 3 } }))).toEqual({
      misfits: [],
      warnings: ['NAREIS_PERSONS', 'NAREIS_BEDROOMS'],
    });
    expect(fit(question({ ties: [{ ...tie, proofSeen: false }] })).warnings).toEqual(['SOFT_TIE']);
    expect(fit(question({}, { rent: null })).warnings).toEqual(['RENT_UNKNOWN']);
    const asked = question({ access: 'wheelchair' });
    const unknown = { ...asked, household: { ...asked.household, needs: null } };
    expect(fit(unknown)).toEqual({ misfits: [], warnings: ['PROFILE_UNKNOWN'] });
  });

  it('measures over the globe: from Zeist to Groningen some 154 km', () => {
    expect(Math.round(kilometresBetween(centreOfZeist, tie))).toBe(154);
    const place = fc.record({
      lat: fc.double({ min: 50, max: 54, noNaN: true }),
      lon: fc.double({ min: 3, max: 8, noNaN: true }),
    });
    fc.assert(
      fc.property(place, place, (one, other) => {
        expect(kilometresBetween(one, other)).toBeCloseTo(kilometresBetween(other, one), 6);
        expect(kilometresBetween(one, one)).toBe(0);
      }),
    );
  });

  it('is told without the needs to who may not see them, and kept in the log without them', () => {
    expect(disclosed(['HARD_TIE', 'ACCESS', 'BEDROOMS_TOO_FEW', 'PERSONS_TOO_MANY'])).toEqual([
      'NEEDS',
      'BEDROOMS_TOO_FEW',
      'PERSONS_TOO_MANY',
    ]);
    expect(new Set(MISFITS.map(recordable))).toEqual(
      new Set(['NEEDS', 'PERSONS_TOO_MANY', 'PERSONS_TOO_FEW', 'AVAILABLE_TOO_LATE', 'AVAILABLE_ENDED']),
    );
  });
});
