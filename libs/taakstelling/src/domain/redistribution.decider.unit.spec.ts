import { instantOrThrow, localDate, municipalityCodeSchema, period, startOfDay } from '#libs/kernel';
import fc from 'fast-check';
import { redistribute } from './redistribution.decider.js';
import type { Taakstelling } from './taakstelling.decider.js';

const codes = ['GM0342', 'GM0355', 'GM0308'].map((code) => municipalityCodeSchema.parse(code));
const announcedOn = localDate('2023-05-02');
const standing = (persons: number): Taakstelling => [
  { announcedOn, persons, state: 'fixed', source: 'Stcrt', knownAt: startOfDay(announcedOn), by: 'announcement' },
];

const run = (was: readonly number[], becomes: readonly number[]) =>
  redistribute(
    {
      redistribution: 'r1',
      period: period('2023-2'),
      shares: codes.map((municipality, i) => ({ municipality, persons: becomes[i] ?? 0 })),
      announcedOn: localDate('2023-08-01'),
      source: 'besluit',
      knownAt: null,
      remark: null,
      exchange: null,
      now: instantOrThrow('2023-10-27T10:00:00Z'),
    },
    (municipality) => standing(was[codes.indexOf(municipality)] ?? 0),
  );

const three = fc.tuple(fc.nat(500), fc.nat(500), fc.nat(500));
const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

describe('a redistribution among municipalities', () => {
  it('is accepted exactly when something changes and the sum does not', () => {
    fc.assert(
      fc.property(three, three, (was, becomes) => {
        const changes = was.some((persons, i) => persons !== becomes[i]);
        expect(run(was, becomes).ok).toBe(changes && sum(was) === sum(becomes));
      }),
    );
  });

  it('gives each municipality its side, and the sides add up to nothing', () => {
    fc.assert(
      fc.property(three, fc.integer({ min: 1, max: 100 }), (was, moved) => {
        const [a, b, c] = [was[0] + moved, was[1], was[2]];
        const decided = run([a, b, c], [a - moved, b + moved, c]);
        const sides = decided.ok ? decided.value : [];
        expect(sides).toHaveLength(3);
        expect(sum(sides.map((side) => side.persons - side.was))).toBe(0);
      }),
    );
  });
});
