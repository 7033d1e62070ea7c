import type { Exchange, Plan, Solution } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { priced, pricesFor, problemOf, within } from './written-problems.js';

/** A problem small enough to solve on paper, with a plan that is best and prices that prove it. */
export interface WrittenSolution {
  readonly says: string;
  readonly problem: Problem;
  readonly solution: Solution;
}

const swap = (): Exchange => ({
  closed: true,
  legs: [
    { household: 0, dwelling: 1 },
    { household: 1, dwelling: 0 },
  ],
});
const nobody = (): Plan => ({ local: [], exchanges: [] });
const twoTowns = { municipalities: 'AB', dwellings: 'AB' } as const;

/** The household of A may stay for 4, or swap for 10 with one that loses 3 by it. */
function aSwapThatOneLosesBy(): WrittenSolution {
  const problem = problemOf({
    ...twoTowns,
    households: [
      ['A', 1],
      ['B', 2],
    ],
    pairs: [
      [0, 0, 4],
      [0, 1, 10],
      [1, 0, -3],
    ],
    goals: ['households', 'weight', 'fewestMoves'],
  });
  const certificates = [
    pricesFor(problem, 1, 0),
    // What B loses A pays: leg A→B costs 3, leg B→A brings it.
    pricesFor(problem, 1, 1, { leg: priced(4, { 1: 3, 2: -3 }) }),
    // To stay would be a move less, but then only one is housed: a household counts for two moves, a dwelling of A for one.
    pricesFor(problem, 1, 2, { earlier: Float64Array.of(2, 0), dwelling: Float64Array.of(1, 0) }),
  ];
  const values = [2, 7, -2];
  const levels = problem.goals.map((goal, level) => ({
    goal,
    value: values[level]!,
    bound: values[level]!,
    certificate: certificates[level]!,
  }));
  return {
    says: 'a swap that one side loses by',
    problem,
    solution: { plan: { local: [], exchanges: [swap()] }, floors: null, levels },
  };
}

function single(
  says: string,
  problem: Problem,
  solution: Omit<Solution, 'levels'>,
  value: number,
  prices: ReturnType<typeof pricesFor>,
): WrittenSolution {
  const levels = [{ goal: problem.goals[0]!, value, bound: value, certificate: prices }];
  return { says, problem, solution: { ...solution, levels } };
}

function aSwapOfUnequalSizes(): WrittenSolution {
  const problem = problemOf({
    ...twoTowns,
    households: [
      ['A', 1],
      ['B', 3],
    ],
    pairs: [
      [0, 1, 10],
      [1, 0, 10],
    ],
    personsBand: within(2, 0),
  });
  // By (from × 2 + to) × 2 + size: A→B of one person is 2, B→A of three is 5. A receives two persons more than it sends: twice 10.
  const leg = priced(8, { 2: 10, 5: 10 });
  const certificate = pricesFor(problem, 2, 0, { leg, personsIn: Float64Array.of(10, 0) });
  return single('no swap, as persons must balance', problem, { plan: nobody(), floors: null }, 0, certificate);
}

function aHouseholdThatStays(): WrittenSolution {
  const problem = problemOf({
    municipalities: 'AB',
    dwellings: 'A',
    households: [
      ['A', 1],
      ['B', 1],
    ],
    pairs: [
      [0, 0, 1],
      [1, 0, 10],
    ],
    householdBand: within(2, 1),
    maxChain: 2,
    neverWorseOff: true,
    singlesFloor: true,
  });
  const floors = { households: Int32Array.of(1, 0), persons: Int32Array.of(1, 0), singles: 1 };
  const plan = { local: [{ household: 0, dwelling: 0 }], exchanges: [] };
  const certificate = pricesFor(problem, 1, 0, {
    dwelling: Float64Array.of(10),
    floorHouseholds: Float64Array.of(9, 0),
  });
  return single('nobody worse off than at home', problem, { plan, floors }, 1, certificate);
}

function aTakeOver(): WrittenSolution {
  const problem = problemOf({
    municipalities: 'AB',
    dwellings: 'BB',
    households: [
      ['A', 1],
      ['A', 2],
    ],
    pairs: [
      [0, 0, 5],
      [1, 1, 8],
    ],
    householdBand: { low: Float64Array.of(0, -1), high: Float64Array.of(1, 0) },
    maxChain: 2,
  });
  const plan = { local: [], exchanges: [{ closed: false, legs: [{ household: 1, dwelling: 1 }] }] };
  // A may send one: each leg costs 5, which the path pays at its start.
  const certificate = pricesFor(problem, 1, 0, {
    leg: priced(4, { 1: 5 }),
    householdsOut: Float64Array.of(5, 0),
  });
  return single('one take-over where two would be too many', problem, { plan, floors: null }, 8, certificate);
}

function anExpectedSwap(): WrittenSolution {
  const problem = problemOf({
    ...twoTowns,
    households: [
      ['A', 1],
      ['B', 1],
    ],
    pairs: [
      [0, 1, 1],
      [1, 0, 1],
    ],
    goals: ['expectedHouseholds'],
  });
  const plan = { local: [], exchanges: [swap()] };
  const certificate = pricesFor(problem, 1, 0, { leg: priced(4, { 1: -640, 2: -640 }) });
  return single('a swap that both agree to in 64 of 100', problem, { plan, floors: null }, 1280, certificate);
}

/** Without the swap its legs may earn as much as its branch costs; with it they must lose as much. */
function aSplit(): WrittenSolution {
  const problem = problemOf({
    ...twoTowns,
    households: [
      ['A', 1],
      ['B', 1],
    ],
    pairs: [
      [0, 1, 6],
      [1, 0, 5],
    ],
  });
  const split = { on: 'exchange', closed: true, legs: [1, 2], most: 0 } as const;
  const side = (branch: number, leg: Float64Array): ReturnType<typeof pricesFor> =>
    pricesFor(problem, 1, 0, { leg, branches: Float64Array.of(branch) });
  const below = side(11, priced(4, { 1: 6, 2: 5 }));
  const above = side(11, priced(4, { 1: -6, 2: -5 }));
  const certificate = { kind: 'split', split, below, above } as const;
  return single(
    'a swap or none of it',
    problem,
    { plan: { local: [], exchanges: [swap()] }, floors: null },
    11,
    certificate,
  );
}

function aPairOrNot(): WrittenSolution {
  const { problem, solution } = aTakeOver();
  const prices = { leg: priced(4, { 1: 5 }), householdsOut: Float64Array.of(5, 0) };
  const certificate = {
    kind: 'split',
    split: { on: 'pair', pair: 1 },
    below: pricesFor(problem, 1, 0, { ...prices, branches: Float64Array.of(0) }),
    above: pricesFor(problem, 1, 0, { ...prices, branches: Float64Array.of(2) }),
  } as const;
  return single('a take-over, by its pair or without', problem, solution, 8, certificate);
}

/** Afresh each time, so that a test may change them. */
export const writtenSolutions = (): readonly WrittenSolution[] => [
  aSwapThatOneLosesBy(),
  aSwapOfUnequalSizes(),
  aHouseholdThatStays(),
  aTakeOver(),
  anExpectedSwap(),
  aSplit(),
  aPairOrNot(),
];
