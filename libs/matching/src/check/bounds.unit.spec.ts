import type { Certificate, Floors, Prices } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { bruteForce } from '../testing/brute-force.js';
import { priced, pricesFor, problemOf, within } from '../testing/written-problems.js';
import { provenBound } from './certificate.js';
import { Faults } from './fault.js';
import { localFloors } from './floors.js';
import { groundOf } from './ground.js';

/** The bound that is proven for the first goal, or why none is. */
function provenOf(problem: Problem, certificate: Certificate, floors: Floors | null = null): number | string {
  const faults = new Faults();
  const claim = { goal: problem.goals[0]!, earlier: [], floors };
  return provenBound(groundOf(problem), claim, certificate, faults, '0') ?? faults.list.map(({ code }) => code).join();
}

describe.each([2, 3, Infinity])(
  'given two swaps of one against three persons, a band of two, and a cap of %d',
  (cap) => {
    const problem = problemOf({
      municipalities: 'ABCD',
      households: [
        ['A', 1],
        ['A', 1],
        ['B', 3],
        ['B', 3],
      ],
      dwellings: 'AABB',
      pairs: [
        [0, 2, 10],
        [1, 3, 10],
        [2, 0, 10],
        [3, 1, 10],
      ],
      personsBand: within(4, 2),
      maxMunicipalities: cap,
    });
    // Two sizes: by (from × 4 + to) × 2 + size, A→B of one person is 2 and B→A of three is 9.
    const [outOfA, outOfB] = [2, 9];
    const leg = priced(32, { [outOfA]: 10, [outOfB]: 10 });
    const proven = (prices: Partial<Prices>): number | string =>
      provenOf(problem, pricesFor(problem, 2, 0, { leg, ...prices }));

    test('when A is charged for persons coming in, or B for persons going out, then one swap is the most', () => {
      expect(bruteForce(problem)).toEqual([20]);
      expect(proven({ personsIn: Float64Array.of(10, 0, 0, 0) })).toBe(20);
      expect(proven({ personsOut: Float64Array.of(0, 10, 0, 0) })).toBe(20);
      expect(proven({ personsIn: Float64Array.of(4, 0, 0, 0), personsOut: Float64Array.of(0, 6, 0, 0) })).toBe(20);
    });

    test.each<[string, Partial<Prices>]>([
      ['A one too little', { personsIn: Float64Array.of(9, 0, 0, 0) }],
      ['B one too little', { personsOut: Float64Array.of(0, 9, 0, 0) }],
      ['A for persons going out, of whom there are fewer', { personsOut: Float64Array.of(10, 0, 0, 0) }],
      ['B for persons coming in, of whom there are fewer', { personsIn: Float64Array.of(0, 10, 0, 0) }],
      ['who takes no part', { personsOut: Float64Array.of(0, 0, 10, 10) }],
    ])('when this charges %s, then the swap earns', (_, prices) => expect(proven(prices)).toBe('EXCHANGE_EARNS'));

    test('when it is split at one such swap, then the price of the branch counts once below and twice above', () => {
      const split = { on: 'exchange', closed: true, legs: [outOfA, outOfB], most: 1 } as const;
      const side = (branch: number, personsIn: number): Certificate =>
        pricesFor(problem, 2, 0, {
          leg,
          personsIn: Float64Array.of(personsIn, 0, 0, 0),
          branches: Float64Array.of(branch),
        });
      // Above there is no plan at all: persons pay 2 × 30 and get 2 × 40 back, without end if one likes.
      const parted = (below: Certificate, above: Certificate): Certificate => ({ kind: 'split', split, below, above });
      expect(provenOf(problem, parted(side(20, 0), side(40, 30)))).toBe(20);
      expect(provenOf(problem, parted(side(0, 20), side(40, 30)))).toBe(40);
      expect(provenOf(problem, parted(side(19, 0), side(40, 30)))).toBe('EXCHANGE_EARNS');
      expect(provenOf(problem, parted(side(20, 0), side(41, 30)))).toBe('EXCHANGE_EARNS');
    });
  },
);

test('given a floor for singles, when its price is paid by the dwelling of the single, then it proves that the single stays', () => {
  const problem = problemOf({
    municipalities: 'AB',
    households: [
      ['A', 1],
      ['A', 2],
      ['B', 2],
    ],
    dwellings: 'AB',
    pairs: [
      [0, 0, 1],
      [1, 1, 10],
      [2, 0, 10],
    ],
    neverWorseOff: true,
    singlesFloor: true,
  });
  const floors = localFloors(problem);
  const proven = (floorSingles: number): number | string => {
    const prices = { floorSingles, dwelling: Float64Array.of(20, 0), leg: priced(4, { 1: 10, 2: -10 }) };
    return provenOf(problem, pricesFor(problem, 1, 0, prices), floors);
  };
  expect(bruteForce(problem)).toEqual([1]);
  // Too little leaves the bound loose; too much does not make it any lower.
  expect([10, 19, 25].map(proven)).toEqual([10, 1, 1]);
});

test('given open paths without a cap, when a chain of four pays at its start and at its end, then it may earn no more than that', () => {
  const problem = problemOf({
    municipalities: 'ABCDE',
    households: [
      ['A', 1],
      ['B', 1],
      ['C', 1],
      ['D', 1],
    ],
    dwellings: 'BCDE',
    pairs: [
      [0, 0, 5],
      [1, 1, 5],
      [2, 2, 5],
      [3, 3, 5],
    ],
    householdBand: { low: Float64Array.of(0, 0, 0, 0, -1), high: Float64Array.of(1, 0, 0, 0, 0) },
    maxChain: Infinity,
  });
  const leg = priced(25, { 1: 5, 7: 5, 13: 5, 19: 5 });
  const proven = (out: number, into: number, maxChain: number): number | string =>
    provenOf(
      { ...problem, maxChain },
      // B, C and D may neither send more nor receive more: who starts or ends there pays whatever it takes.
      pricesFor(problem, 1, 0, {
        leg,
        householdsOut: Float64Array.of(out, 20, 20, 20, 20),
        householdsIn: Float64Array.of(20, 20, 20, 20, into),
      }),
    );
  expect(bruteForce(problem)).toEqual([20]);
  expect(proven(12, 8, Infinity)).toBe(20);
  expect(proven(12, 7, Infinity)).toBe('EXCHANGE_EARNS');
  expect(proven(11, 8, 5)).toBe('EXCHANGE_EARNS');
  expect(proven(0, 0, 4)).toBe(0);
});
