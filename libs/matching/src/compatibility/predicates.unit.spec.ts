import { readMatching } from '../read/read-instance.js';
import { fittingDocument } from '../read/testing/documents.js';
import { namesOf, type Compatibility, type Misfit } from './compatibility.js';
import { PREDICATES } from './predicates.js';

type Household = Parameters<typeof fittingDocument>[0];
type Dwelling = Parameters<typeof fittingDocument>[1];
type Change = Parameters<typeof fittingDocument>[2];

function compatibility(household?: Household, dwelling?: Dwelling, change?: Change): Compatibility {
  const result = readMatching(fittingDocument(household, dwelling, change));
  if (!result.ok || result.value.compatibility === null) throw new Error(JSON.stringify(result));
  return result.value.compatibility;
}
const misfits = (household?: Household, dwelling?: Dwelling, change?: Change): readonly Misfit[] =>
  compatibility(household, dwelling, change).misfits(0, 0);

/** In Groningen, some 140 km from Zeist. */
const groningen = { lat: 53.2183, lon: 6.621 };
const apart = {
  municipalities: [
    { code: 'GM0342', ...groningen },
    { code: 'GM0355', lat: 52.1019, lon: 5.2553 },
  ],
};

describe('whether a household can live in a dwelling', () => {
  it('is not doubted where nothing is in the way', () => {
    expect(misfits()).toEqual([]);
    expect(compatibility().compatible(0, 0)).toBe(true);
  });

  it.each<[string, readonly Misfit[], Misfit]>([
    [
      'a municipality where it cannot go',
      misfits({ excluded: ['GM0355'] }),
      { name: 'MUNICIPALITY_EXCLUDED', by: null },
    ],
    ['a municipality beyond the distance of policy', misfits({}, {}, apart), { name: 'MUNICIPALITY_TOO_FAR', by: 55 }],
    [
      'a hard tie too far away',
      misfits({ ties: [{ ...groningen, maxKm: 100, hard: true }] }),
      { name: 'HARD_TIE', by: 55 },
    ],
    ['more persons than may live there', misfits({ persons: 7 }), { name: 'PERSONS_TOO_MANY', by: 2 }],
    ['fewer than it is meant for', misfits({ persons: 1 }), { name: 'PERSONS_TOO_FEW', by: 1 }],
    ['too few bedrooms', misfits({ bedrooms: 3 }), { name: 'BEDROOMS_TOO_FEW', by: 1 }],
    ['a step for who cannot take one', misfits({ access: 'wheelchair' }), { name: 'ACCESS', by: null }],
    ['stairs, by either word', misfits({ access: 'step-free' }, { access: 'none' }), { name: 'ACCESS', by: null }],
    ['a rent above what it can pay', misfits({}, { rent: 81_800 }), { name: 'RENT_TOO_HIGH', by: 1_800 }],
    ['a dwelling that comes too late', misfits({}, { from: '2026-03-28' }), { name: 'AVAILABLE_TOO_LATE', by: 2 }],
    [
      'a dwelling that is gone before it can move',
      misfits({ readyOn: '2026-02-03' }, { until: '2026-02-01' }),
      { name: 'AVAILABLE_ENDED', by: 3 },
    ],
    [
      'a dwelling that is gone on the day of the round',
      misfits({}, { until: '2026-02-01' }, { on: '2026-02-01' }),
      { name: 'AVAILABLE_ENDED', by: 1 },
    ],
  ])('is refused by %s', (_, found, misfit) => {
    expect(found).toEqual([misfit]);
  });

  it.each<[string, Household, Dwelling]>([
    ['persons', { persons: 5 }, {}],
    ['rent', { maxRent: 79_000 }, {}],
    ['a rent that is not known', {}, { rent: null }],
    ['no maximum', { maxRent: null }, { rent: 500_000 }],
    ['the last day', { readyOn: '2026-01-31' }, { until: '2026-02-01' }],
    ['the wait', {}, { from: '2026-03-26' }],
    ['a soft tie', { ties: [{ ...groningen, maxKm: 1, hard: false }] }, {}],
    ['a hard tie', { ties: [{ lat: 52.1019, lon: 5.2553, maxKm: 0, hard: true }] }, {}],
    ['a studio for one', { bedrooms: 1 }, { bedrooms: 0 }],
    ['no days at all', { readyOn: null }, { from: null }],
  ])('is not refused by %s, to the very limit', (_, household, dwelling) => {
    expect(misfits(household, dwelling)).toEqual([]);
  });

  it.each<[string, Household, boolean]>([
    ['youth', {}, false],
    ['youth', { meets: ['youth'] }, true],
    ['student', { meets: ['youth'] }, false],
    ['large-family', {}, false],
    ['large-family', { persons: 8 }, true],
    ['adapted', {}, false],
    ['adapted', { access: 'wheelchair' }, true],
    ['fitting-rent', { maxRent: null }, false],
    ['fitting-rent', {}, true],
    ['temporary', {}, true],
    ['shared', {}, false],
    ['shared', { persons: 1 }, true],
  ])('asks by the condition “%s” what policy says of it: %j', (word, household, met) => {
    const dwelling = { conditions: [word], access: 'wheelchair' as const, minPersons: 1, maxPersons: 8 };
    expect(misfits(household, dwelling)).toEqual(met ? [] : [{ name: 'CONDITION_NOT_MET', by: null }]);
  });

  it('is told with everything that is in the way, always in the same order', () => {
    const all = compatibility({ persons: 6, bedrooms: 4, excluded: ['GM0355'] }, { rent: 90_000 });
    expect(namesOf(all.failures(0, 0))).toEqual([
      ...['MUNICIPALITY_EXCLUDED', 'PERSONS_TOO_MANY', 'BEDROOMS_TOO_FEW', 'RENT_TOO_HIGH'],
    ]);
    expect(namesOf(2 ** PREDICATES.length - 1)).toEqual(PREDICATES);
  });
});
