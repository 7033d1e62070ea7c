import type { MunicipalityCode } from '#libs/kernel';
import fc from 'fast-check';
import { exactShareOf, formulaShares } from './figures/art-29.js';

const inhabitants = (counts: Readonly<Record<string, number>>) =>
  new Map(Object.entries(counts) as [MunicipalityCode, number][]);
const code = (n: number) => `GM${String(n).padStart(4, '0')}`;

describe('the formula of art. 29', () => {
  // 1 January 2022: the province of Utrecht, and the rest of the country (CBS).
  const country = inhabitants({ GM0001: 1_369_873, GM0002: 16_220_799 });

  it('gives the province of Utrecht 1650.95 of the 21,200 of 2023-1, where 1651 was published', () => {
    expect(exactShareOf(21_200, country, ['GM0001' as MunicipalityCode])).toBe('1650.95');
    expect(formulaShares(21_200, country, 'HALF_UP').get('GM0001' as MunicipalityCode)).toBe(1651);
  });

  it.each([
    ['CEIL', [4, 4, 4]],
    ['HALF_UP', [3, 3, 3]],
    ['LARGEST_REMAINDER', [4, 3, 3]],
  ] as const)('rounds ten persons over three equal municipalities by %s to %j', (rounding, expected) => {
    const equal = inhabitants({ GM0001: 5, GM0002: 5, GM0003: 5 });
    expect([...formulaShares(10, equal, rounding).values()]).toEqual(expected);
  });

  it('gives a whole share as it is in every mode, and a half up', () => {
    for (const mode of ['CEIL', 'HALF_UP', 'LARGEST_REMAINDER'] as const)
      expect([...formulaShares(10, inhabitants({ GM0001: 30, GM0002: 70 }), mode).values()]).toEqual([3, 7]);
    expect([...formulaShares(1, inhabitants({ GM0001: 1, GM0002: 1 }), 'HALF_UP').values()]).toEqual([1, 1]);
  });

  it('is empty where there are no inhabitants to divide by', () => {
    expect(formulaShares(10, inhabitants({}), 'CEIL').size).toBe(0);
  });

  it('by largest remainder always gives out exactly the number, and each mode stays within one person of the exact share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60_000 }),
        fc.array(fc.integer({ min: 1, max: 900_000 }), { minLength: 1, maxLength: 350 }),
        (vg, counts) => {
          const people = inhabitants(Object.fromEntries(counts.map((n, i) => [code(i), n])));
          const total = counts.reduce((a, b) => a + b, 0);
          const sum = [...formulaShares(vg, people, 'LARGEST_REMAINDER').values()].reduce((a, b) => a + b, 0);
          expect(sum).toBe(vg);
          for (const mode of ['CEIL', 'HALF_UP', 'LARGEST_REMAINDER'] as const) {
            for (const [m, share] of formulaShares(vg, people, mode)) {
              const apart = BigInt(share) * BigInt(total) - BigInt(vg) * BigInt(people.get(m) ?? 0);
              expect(apart < BigInt(total) && apart > -BigInt(total)).toBe(true);
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
