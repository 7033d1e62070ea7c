import { period, type MunicipalityCode, type Scope } from '#libs/kernel';
import fc from 'fast-check';
import { isTouched, type Watched } from '../../read-model/touched.js';
import { earliestPerScope, isTouchedByAny } from './touched-keys.js';

const PERIODS = ['2022-2', '2023-1', '2023-2', '2024-1'];
const MUNICIPALITIES = ['GM0307', 'GM0344', 'GM0355'] as readonly string[] as readonly MunicipalityCode[];
const SCOPES = ['NL', 'PV26', ...MUNICIPALITIES] as readonly Scope[];

describe('the keys that a batch of events touched', () => {
  it('come down to fewer, which touch the same figures', () => {
    const key = fc.oneof(
      {
        arbitrary: fc.tuple(fc.constantFrom(...SCOPES), fc.constantFrom(...PERIODS)).map((k) => k.join('/')),
        weight: 9,
      },
      { arbitrary: fc.constant('*'), weight: 1 },
    );
    fc.assert(
      fc.property(fc.array(key, { maxLength: 12 }), (touched) => {
        const { keys, periods, scopes } = earliestPerScope(touched);
        expect(keys.length).toBeLessThanOrEqual(SCOPES.length);
        expect(new Set(periods).size).toBe(periods.length);
        expect(touched.filter((k) => k !== '*').every((k) => scopes.includes(k.split('/')[0] as Scope))).toBe(true);
        for (const scope of SCOPES) {
          const municipalities = new Set(MUNICIPALITIES.filter((m) => scope === m || !scope.startsWith('GM')));
          for (const p of PERIODS) {
            const watched: Watched = { scope, municipalities, period: period(p) };
            expect(isTouchedByAny(watched, keys)).toBe(touched.some((k) => isTouched(watched, k)));
          }
        }
      }),
    );
  });
});
