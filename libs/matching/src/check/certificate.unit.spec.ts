import type { Certificate, Prices, Solution } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { writtenSolutions } from '../testing/written-solutions.js';
import { priced, pricesFor, problemOf, within } from '../testing/written-problems.js';
import { checkSolution } from './check-solution.js';

const codesOf = (problem: Problem, solution: Solution): readonly string[] =>
  checkSolution(problem, solution).map(({ code }) => code);

const solved = (says: string): { problem: Problem; solution: Solution } =>
  writtenSolutions().find((written) => written.says === says)!;

/** Each wants to go one further round: a ring of as many as there are towns, and nothing else. */
function ring(towns: string, rules: Partial<Problem>): Problem {
  const count = towns.length;
  return problemOf({
    municipalities: towns,
    households: [...towns].map((town) => [town, 1] as const),
    dwellings: towns,
    pairs: [...towns].map((_, household) => [household, (household + 1) % count, 1] as const),
    ...rules,
  });
}

const aroundFor = (problem: Problem, price: number): Partial<Prices> => {
  const count = problem.municipalityCodes.length;
  const legs = Array.from({ length: count }, (_, from) => [from * count + ((from + 1) % count), price] as const);
  return { leg: priced(count * count, Object.fromEntries(legs)) };
};

const nobody = (problem: Problem, bound: number, certificate: Certificate): Solution => ({
  plan: { local: [], exchanges: [] },
  floors: null,
  levels: [{ goal: problem.goals[0]!, value: 0, bound, certificate }],
});

test('given a ring of three, when at most two may exchange, then legs at its worth prove that there is nothing; when three may, then it earns', () => {
  const two = ring('ABC', { maxMunicipalities: 2 });
  expect(codesOf(two, nobody(two, 0, pricesFor(two, 1, 0, aroundFor(two, 1))))).toEqual([]);
  const three = ring('ABC', { maxMunicipalities: 3 });
  expect(codesOf(three, nobody(three, 0, pricesFor(three, 1, 0, aroundFor(three, 1))))).toEqual(['EXCHANGE_EARNS']);
  expect(codesOf(three, nobody(three, 3, pricesFor(three, 1, 0)))).toEqual([]);
});

test('given a ring of five and a cap of four, when legs cost its worth, then no shorter walk earns and the bound holds', () => {
  const four = ring('ABCDE', { maxMunicipalities: 4 });
  expect(codesOf(four, nobody(four, 0, pricesFor(four, 1, 0, aroundFor(four, 1))))).toEqual([]);
  const five = ring('ABCDE', { maxMunicipalities: Infinity });
  expect(codesOf(five, nobody(five, 0, pricesFor(five, 1, 0, aroundFor(five, 1))))).toEqual(['EXCHANGE_EARNS']);
});

test('given 200 municipalities without a cap, when walks earn without end, then nobody searches all exchanges: too hard', () => {
  const towns = Array.from({ length: 200 }, (_, town) => String.fromCharCode(0x100 + town)).join('');
  const problem = ring(towns, { maxMunicipalities: Infinity });
  expect(codesOf(problem, nobody(problem, 0, pricesFor(problem, 1, 0, aroundFor(problem, 1))))).toEqual([
    'CERTIFICATE_TOO_HARD',
  ]);
});

describe('given a take-over with its proof', () => {
  const { problem, solution } = solved('one take-over where two would be too many');
  const leg = priced(4, { 1: 5 });
  const householdsOut = Float64Array.of(5, 0);
  const codesWith = (prices: Partial<Prices>, rules: Partial<Problem> = {}): readonly string[] => {
    const certificate = pricesFor(problem, 1, 0, { leg, householdsOut, ...prices });
    return codesOf({ ...problem, ...rules }, { ...solution, levels: [{ ...solution.levels[0]!, certificate }] });
  };

  test('when nothing is changed, then all is well', () => expect(codesWith({})).toEqual([]));

  test('when the band charges less than the leg brings, then it earns', () =>
    expect(codesWith({ householdsOut: Float64Array.of(4, 0) })).toEqual(['EXCHANGE_EARNS']));

  test.each<[string, Partial<Prices>]>([
    ['is below zero', { dwelling: Float64Array.of(-1, 0) }],
    ['is no whole number', { dwelling: Float64Array.of(0.5, 0) }],
    ['is no number', { leg: new Float64Array(4).fill(NaN) }],
    ['is without end', { leg: new Float64Array(4).fill(-Infinity) }],
    ['is one too many', { dwelling: new Float64Array(3) }],
    ['is for persons, who have no band', { personsIn: Float64Array.of(1, 0) }],
    ['is for a floor, which there is not', { floorHouseholds: Float64Array.of(1, 0) }],
    ['is for singles, who have no floor', { floorSingles: 1 }],
    ['is for a level before the first', { earlier: Float64Array.of(1) }],
    ['is for a branch that was not taken', { branches: Float64Array.of(0) }],
    ['has no scale', { scale: 0 }],
  ])('when a price %s, then it is refused', (_, prices) => expect(codesWith(prices)).toEqual(['PRICE_NOT_ALLOWED']));

  test('when households have no band, then there is nothing to charge for', () =>
    expect(codesWith({}, { householdBand: within(2, Infinity) })).toEqual(['PRICE_NOT_ALLOWED']));

  test('when prices are beyond what a double tells, then it is refused, though they would prove the bound', () => {
    expect(codesWith({ dwelling: new Float64Array(2).fill(2 ** 53 - 1) })).toEqual(['NUMBER_TOO_LARGE']);
    expect(codesWith({ leg: new Float64Array(4).fill(-(2 ** 52)) })).toEqual(['NUMBER_TOO_LARGE']);
  });

  test('when finer prices prove a bound between two whole ones, then it is the lower', () => {
    const finer = { scale: 2, leg: priced(4, { 1: 11 }), householdsOut: Float64Array.of(11, 0) };
    // Households are worth 2·5 − 11 and 2·8 − 11, the band 11: 16 halves; with a price of 1 on a dwelling that is not missed, 17.
    expect(codesWith({ ...finer, dwelling: Float64Array.of(1, 0) })).toEqual([]);
  });

  test('when the stated bound is another than the proven one, on either side, then it is wrong', () => {
    for (const bound of [7, 9])
      expect(codesOf(problem, { ...solution, levels: [{ ...solution.levels[0]!, bound }] })).toEqual(['BOUND_WRONG']);
  });

  test('when the value is not what the plan is worth, then it is wrong', () =>
    expect(codesOf(problem, { ...solution, levels: [{ ...solution.levels[0]!, value: 9 }] })).toEqual(['VALUE_WRONG']));

  test('when a level is missing, one too many or of another goal, then they are not the goals', () => {
    const [level] = solution.levels;
    for (const levels of [[], [level!, level!], [{ ...level!, goal: 'persons' as const }]])
      expect(codesOf(problem, { ...solution, levels })).toEqual(['LEVELS_ARE_NOT_THE_GOALS']);
  });
});

describe('given a proof by a split', () => {
  const pairs = solved('a take-over, by its pair or without');
  const swaps = solved('a swap or none of it');
  type Parted = Extract<Certificate, { kind: 'split' }>;

  const codesWith = (
    { problem, solution }: typeof pairs,
    change: (certificate: Parted) => Certificate,
  ): readonly string[] => {
    const level = solution.levels[0]!;
    return codesOf(problem, { ...solution, levels: [{ ...level, certificate: change(level.certificate as Parted) }] });
  };

  test('when the pair that is left out has a price, then it is refused', () =>
    expect(codesWith(pairs, (parted) => ({ ...parted, below: parted.above }))).toEqual(['PRICE_NOT_ALLOWED']));

  test.each<[string, Parted['split']]>([
    ['of a pair that there is not', { on: 'pair', pair: 2 }],
    ['of legs that are not joined', { on: 'exchange', closed: true, legs: [1, 1], most: 0 }],
    ['of a ring that does not begin with its smallest leg', { on: 'exchange', closed: true, legs: [2, 1], most: 0 }],
    ['of a path that comes back', { on: 'exchange', closed: false, legs: [1, 2], most: 0 }],
    ['at a fraction', { on: 'exchange', closed: true, legs: [1, 2], most: 0.5 }],
  ])('when the split is one %s, then it is malformed', (_, split) =>
    expect(codesWith(swaps, (parted) => ({ ...parted, split }))).toEqual(['CERTIFICATE_MALFORMED']),
  );

  test('when the sides are exchanged, then the side where it must lose has it earning', () =>
    expect(
      codesWith(swaps, ({ split, below, above }) => ({ kind: 'split', split, below: above, above: below })),
    ).toEqual(['EXCHANGE_EARNS']));

  test('when one side is missing, then it is malformed', () =>
    expect(codesWith(swaps, (parted) => ({ ...parted, below: undefined }) as unknown as Certificate)).toEqual([
      'CERTIFICATE_MALFORMED',
    ]));
});

describe('given floors', () => {
  const { problem, solution } = solved('nobody worse off than at home');
  const floors = solution.floors!;

  test('when they are missing, others than those of the best local plan, or not asked, then they are refused', () => {
    expect(codesOf(problem, { ...solution, floors: null })).toEqual(['FLOORS_MISSING']);
    expect(codesOf(problem, { ...solution, floors: { ...floors, persons: Int32Array.of(0, 0) } })).toEqual([
      'FLOORS_WRONG',
    ]);
    expect(codesOf(problem, { ...solution, floors: { ...floors, singles: 0 } })).toEqual(['FLOORS_WRONG']);
    expect(codesOf({ ...problem, neverWorseOff: false }, solution)).toEqual(['FLOORS_NOT_ASKED']);
  });

  test('when the household of A is left for one of B that is worth more, then A and the singles are worse off', () => {
    const exchanges = [{ closed: false, legs: [{ household: 1, dwelling: 0 }] }];
    expect(
      codesOf(
        { ...problem, singlesFloor: false },
        { ...solution, floors: { ...floors, singles: 0 }, plan: { local: [], exchanges } },
      ),
    ).toEqual(['FLOOR_NOT_REACHED']);
    expect(codesOf(problem, { ...solution, plan: { local: [], exchanges: [] } })).toEqual([
      'FLOOR_NOT_REACHED',
      'FLOOR_NOT_REACHED',
    ]);
  });
});
