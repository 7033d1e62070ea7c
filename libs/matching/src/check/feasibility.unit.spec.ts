import type { Plan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { problemOf, within } from '../testing/written-problems.js';
import { Faults } from './fault.js';
import { checkPlan } from './feasibility.js';

/** Households h0@A, h1@B, h2@C of 1, 2 and 4 persons; dwellings d0@A, d1@B, d2@C, d3@B; all that fits but h2 in d0. */
const threeTowns = (rules: Partial<Problem> = {}): Problem =>
  problemOf({
    municipalities: 'ABC',
    households: [
      ['A', 1],
      ['B', 2],
      ['C', 4],
    ],
    dwellings: 'ABCB',
    pairs: [
      [0, 0, 1],
      [0, 1, 1],
      [0, 2, 1],
      [1, 0, 1],
      [1, 1, 1],
      [1, 2, 1],
      [1, 3, 1],
      [2, 1, 1],
      [2, 2, 1],
      [2, 3, 1],
    ],
    householdBand: within(3, Infinity),
    maxChain: 3,
    ...rules,
  });

type Steps = readonly (readonly [household: number, dwelling: number])[];
const legs = (steps: Steps): Plan['local'] => steps.map(([household, dwelling]) => ({ household, dwelling }));
const local = (...steps: Steps): Plan => ({ local: legs(steps), exchanges: [] });
const closed = (...steps: Steps): Plan => ({ local: [], exchanges: [{ closed: true, legs: legs(steps) }] });
const open = (...steps: Steps): Plan => ({ local: [], exchanges: [{ closed: false, legs: legs(steps) }] });

function codesOf(problem: Problem, plan: Plan): readonly string[] {
  const faults = new Faults();
  checkPlan(problem, plan, faults);
  return [...new Set(faults.list.map(({ code }) => code))];
}

test.each([
  ['nothing at all', local()],
  ['each at home', local([0, 0], [1, 1], [2, 2])],
  ['a swap', closed([0, 1], [1, 0])],
  ['a take-over', open([0, 1])],
  ['a chain', open([2, 1], [1, 0])],
])('%s is a plan', (_, plan) => expect(codesOf(threeTowns(), plan)).toEqual([]));

test.each([
  ['a household in a dwelling that does not fit', open([2, 0]), 'PAIR_NOT_COMPATIBLE'],
  ['a household in two dwellings', local([1, 1], [1, 3]), 'HOUSEHOLD_PLACED_TWICE'],
  [
    'a household placed at home and by an exchange',
    { ...open([0, 2]), local: legs([[0, 0]]) },
    'HOUSEHOLD_PLACED_TWICE',
  ],
  ['a dwelling for two households', { ...open([0, 1]), local: legs([[1, 1]]) }, 'DWELLING_USED_TWICE'],
  ['a local placement over a border', local([0, 1]), 'LOCAL_LEG_CROSSES'],
  ['an exchange of no legs', closed(), 'EXCHANGE_NOT_SIMPLE'],
  ['an exchange within a municipality', closed([0, 0]), 'EXCHANGE_NOT_SIMPLE'],
  ['a ring that does not come back', closed([0, 1], [1, 2]), 'EXCHANGE_NOT_JOINED'],
  ['a chain with a gap', open([0, 1], [2, 3]), 'EXCHANGE_NOT_JOINED'],
  ['a chain that comes back', open([0, 1], [1, 0]), 'EXCHANGE_NOT_SIMPLE'],
] as const)('%s is refused', (_, plan, code) => expect(codesOf(threeTowns(), plan)).toContain(code));

test('given a cap of two municipalities, when a ring or a chain goes along three, then it is refused', () => {
  const problem = threeTowns({ maxMunicipalities: 2, maxChain: 2 });
  expect(codesOf(problem, closed([0, 2], [2, 1], [1, 0]))).toEqual(['EXCHANGE_TOO_LARGE']);
  expect(codesOf(problem, open([2, 1], [1, 0]))).toEqual(['EXCHANGE_TOO_LARGE']);
  expect(codesOf(threeTowns(), closed([0, 2], [2, 1], [1, 0]))).toEqual([]);
});

test('given no open paths, when there is a take-over, then it is refused', () =>
  expect(codesOf(threeTowns({ maxChain: 0 }), open([0, 1]))).toEqual(['EXCHANGE_TOO_LARGE']));

test('given a band of one household, when two paths each take one out of a municipality, then it is refused though others bring some in', () => {
  const problem = problemOf({
    municipalities: 'ABC',
    households: [
      ['A', 1],
      ['A', 1],
      ['C', 1],
    ],
    dwellings: 'BBA',
    pairs: [
      [0, 0, 1],
      [1, 1, 1],
      [2, 2, 1],
    ],
    householdBand: { low: new Float64Array(3).fill(-2), high: Float64Array.of(1, 1, 1) },
    maxChain: 2,
  });
  const [first, second, back] = [open([0, 0]), open([1, 1]), open([2, 2])].map(({ exchanges }) => exchanges[0]!);
  expect(codesOf(problem, { local: [], exchanges: [first!, back!] })).toEqual([]);
  expect(codesOf(problem, { local: [], exchanges: [first!, second!, back!] })).toEqual(['HOUSEHOLD_BAND_EXCEEDED']);
});

test('given a band of persons, when a swap of one against two persons leaves it by one, then it is refused', () => {
  const swap = closed([0, 1], [1, 0]);
  expect(codesOf(threeTowns({ personsBand: within(3, 1) }), swap)).toEqual([]);
  expect(codesOf(threeTowns({ personsBand: within(3, 0) }), swap)).toEqual(['PERSONS_BAND_EXCEEDED']);
});
