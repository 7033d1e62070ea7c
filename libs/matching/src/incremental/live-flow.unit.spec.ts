import type { Result } from '#libs/kernel';
import type { Problem } from '../model/problem.js';
import { problemOf, within, type Written } from '../testing/written-problems.js';
import { LiveFlow } from './live-flow.js';

const A = 0;
const B = 1;

/** A household of A that can go to a dwelling in B, and the other way round: worth 10 each, and only together. */
const swap: Written = {
  municipalities: 'AB',
  households: [
    ['A', 1],
    ['B', 1],
  ],
  dwellings: 'BA',
  pairs: [
    [0, 0, 10],
    [1, 1, 10],
  ],
};

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value;
}

const live = (written: Written): LiveFlow => must(LiveFlow.of(problemOf(written)));
const refusalsOf = (result: Result<unknown>): readonly string[] =>
  result.ok ? [] : result.refusals.map(({ code, path }) => [code, ...path].join(' '));
const placed = (flow: LiveFlow): readonly string[] =>
  flow.placements().map(({ household, dwelling, frozen }) => `${household} in ${dwelling}${frozen ? ', frozen' : ''}`);

describe('a swap between two municipalities', () => {
  test('given both households, when the flow is made, then both are placed', () => {
    const flow = live(swap);
    expect(flow.values).toEqual([20]);
    expect(placed(flow)).toEqual(['0 in 0', '1 in 1']);
  });

  test('when one household withdraws, then the other stays without a dwelling too, and both are told', () => {
    const flow = live(swap);
    expect(must(flow.withdrawHousehold(1))).toEqual({
      values: [0],
      moved: [
        { household: 0, from: 0, to: null },
        { household: 1, from: 1, to: null },
      ],
    });
    expect(placed(flow)).toEqual([]);
  });

  test('when a household comes that is worth more, then it takes the place, and gets the next number', () => {
    const flow = live(swap);
    expect(must(flow.addHousehold({ municipality: B, pairs: [{ dwelling: 1, worths: [15] }] }))).toEqual({
      household: 2,
      values: [25],
      moved: [
        { household: 1, from: 1, to: null },
        { household: 2, from: null, to: 1 },
      ],
    });
  });

  test('when a household comes that is worth less, then nobody moves', () => {
    const flow = live(swap);
    const pairs = [{ dwelling: 1, worths: [9] }];
    expect(must(flow.addHousehold({ municipality: B, pairs }))).toEqual({ household: 2, values: [20], moved: [] });
  });

  test('when one household is coupled to the other municipality, then it stays there and the other has no one to swap with', () => {
    const flow = live(swap);
    const change = must(flow.changeHousehold(1, { municipality: A, pairs: [{ dwelling: 1, worths: [10] }] }));
    expect(change).toEqual({ values: [10], moved: [{ household: 0, from: 0, to: null }] });
    expect(placed(flow)).toEqual(['1 in 1']);
  });

  test('when a pair becomes worth less than nothing, then it ends', () => {
    const flow = live(swap);
    const change = must(flow.changeHousehold(1, { municipality: B, pairs: [{ dwelling: 1, worths: [-11] }] }));
    expect(change.values).toEqual([0]);
  });

  test.each([
    { worth: 19, values: [20], moved: [] },
    {
      worth: 25,
      values: [25],
      moved: [
        { household: 0, from: 0, to: 2 },
        { household: 1, from: 1, to: null },
      ],
    },
  ])(
    'when A gets a dwelling of its own that is worth $worth to its household, then $values',
    ({ worth, values, moved }) => {
      const flow = live(swap);
      const change = must(flow.addDwelling({ municipality: A, pairs: [{ household: 0, worths: [worth] }] }));
      expect(change).toEqual({ dwelling: 2, values, moved });
    },
  );

  test('when a dwelling turns out to lie in the other municipality, then who lives there is placed at home', () => {
    const flow = live(swap);
    const change = must(flow.changeDwelling(1, { municipality: B, pairs: [{ household: 1, worths: [10] }] }));
    expect(change).toEqual({ values: [10], moved: [{ household: 0, from: 0, to: null }] });
    expect(placed(flow)).toEqual(['1 in 1']);
  });

  test('when a dwelling is withdrawn, then the swap ends', () => {
    const flow = live(swap);
    expect(must(flow.withdrawDwelling(1)).values).toEqual([0]);
    expect(refusalsOf(flow.withdrawDwelling(1))).toEqual(['DWELLING_UNKNOWN dwelling']);
  });

  test('when a pair is vetoed and allowed again, then the swap ends and comes back; the veto outlives a change', () => {
    const flow = live(swap);
    expect(must(flow.veto(0, 0)).values).toEqual([0]);
    const again = { municipality: A, pairs: [{ dwelling: 0, worths: [12] }] };
    expect(must(flow.changeHousehold(0, again)).values).toEqual([0]);
    expect(must(flow.changeDwelling(0, { municipality: B, pairs: [{ household: 0, worths: [13] }] })).values).toEqual([
      0,
    ]);
    expect(must(flow.allow(0, 0)).values).toEqual([23]);
    expect(must(flow.allow(0, 0)).moved).toEqual([]);
  });
});

describe('a frozen placement', () => {
  const rival: Written = { ...swap, households: [...swap.households, ['B', 1]], pairs: [...swap.pairs, [2, 1, 3]] };

  test('given one that is best, when it is frozen, then nobody moves, and neither of the two can change', () => {
    const flow = live(swap);
    expect(must(flow.freeze(0, 0)).moved).toEqual([]);
    expect(placed(flow)).toEqual(['0 in 0, frozen', '1 in 1']);
    expect(refusalsOf(flow.withdrawHousehold(0))).toEqual(['PLACEMENT_FROZEN household']);
    expect(refusalsOf(flow.withdrawDwelling(0))).toEqual(['PLACEMENT_FROZEN dwelling']);
    expect(refusalsOf(flow.veto(0, 0))).toEqual(['PLACEMENT_FROZEN household']);
  });

  test('given one, when who keeps it in balance withdraws, then that is refused and nothing changed, until it is released', () => {
    const flow = live(swap);
    must(flow.freeze(0, 0));
    expect(refusalsOf(flow.withdrawHousehold(1))).toEqual(['BALANCE_IMPOSSIBLE']);
    expect(refusalsOf(flow.veto(1, 1))).toEqual(['BALANCE_IMPOSSIBLE']);
    expect(refusalsOf(flow.changeHousehold(1, { municipality: B, pairs: [] }))).toEqual(['BALANCE_IMPOSSIBLE']);
    expect(refusalsOf(flow.changeDwelling(1, { municipality: A, pairs: [] }))).toEqual(['BALANCE_IMPOSSIBLE']);
    expect(refusalsOf(flow.changeDwelling(1, { municipality: B, pairs: [] }))).toEqual(['BALANCE_IMPOSSIBLE']);
    expect(flow.values).toEqual([20]);
    expect(placed(flow)).toEqual(['0 in 0, frozen', '1 in 1']);
    expect(must(flow.release(0, 0)).moved).toEqual([]);
    expect(must(flow.withdrawHousehold(1)).values).toEqual([0]);
  });

  test('given a rival that is worth less, when it is frozen, then the better one makes way, and comes back on release', () => {
    const flow = live(rival);
    expect(must(flow.freeze(2, 1))).toEqual({
      values: [13],
      moved: [
        { household: 1, from: 1, to: null },
        { household: 2, from: null, to: 1 },
      ],
    });
    expect(must(flow.release(2, 1)).values).toEqual([20]);
    expect(refusalsOf(flow.release(2, 1))).toEqual(['PLACEMENT_NOT_FROZEN household']);
  });

  test('given no one to send back, when a placement across the border is frozen, then it is refused, unless the band has room', () => {
    const alone: Written = { ...swap, pairs: [[0, 0, -4]] };
    expect(refusalsOf(live(alone).freeze(0, 0))).toEqual(['BALANCE_IMPOSSIBLE']);
    const roomy = live({ ...alone, maxChain: 2, householdBand: within(2, 1) });
    expect(must(roomy.freeze(0, 0)).values).toEqual([-4]);
  });

  test('when a vetoed pair, or one that is not there, is frozen, then it is refused', () => {
    const flow = live(rival);
    must(flow.veto(2, 1));
    expect(refusalsOf(flow.freeze(2, 1))).toEqual(['PAIR_VETOED dwelling']);
    expect(refusalsOf(flow.freeze(2, 0))).toEqual(['PAIR_UNKNOWN dwelling']);
  });
});

describe('goals in their order', () => {
  test('given households before weight, when a household comes that only costs weight, then it is placed', () => {
    const flow = live({ ...swap, goals: ['households', 'weight'] });
    const home = must(flow.addDwelling({ municipality: A, pairs: [] })).dwelling;
    const pairs = [{ dwelling: home, worths: [1, -1000] }];
    expect(must(flow.addHousehold({ municipality: A, pairs })).values).toEqual([3, -980]);
  });

  test('given a worth far beyond those there were, when it comes, then all is counted exactly', () => {
    const flow = live({ ...swap, goals: ['weight', 'households'] });
    const home = must(flow.addDwelling({ municipality: A, pairs: [] })).dwelling;
    const far = 2 ** 38 + 1;
    expect(must(flow.addHousehold({ municipality: A, pairs: [{ dwelling: home, worths: [far, 1] }] })).values).toEqual([
      far + 20,
      3,
    ]);
    const beyond = [{ dwelling: home, worths: [2 ** 52, 1] }];
    expect(refusalsOf(flow.addHousehold({ municipality: A, pairs: beyond }))).toEqual(['WEIGHT_TOO_LARGE pairs']);
    expect(flow.values).toEqual([far + 20, 3]);
  });

  test('given weights beyond what can be summed along a path, when the flow is made, then it is refused', () => {
    const problem: Problem = problemOf({ ...swap, pairs: [[0, 0, 2 ** 52]] });
    expect(refusalsOf(LiveFlow.of(problem))).toEqual(['WEIGHT_TOO_LARGE pairs']);
  });
});

test('given what is not known or not whole, when it comes, then it is refused with the path to it', () => {
  const flow = live(swap);
  const pair = { dwelling: 0, worths: [1] };
  const add = (municipality: number, pairs: readonly { dwelling: number; worths: number[] }[]): readonly string[] =>
    refusalsOf(flow.addHousehold({ municipality, pairs }));
  expect(add(2, [])).toEqual(['MUNICIPALITY_UNKNOWN municipality']);
  expect(add(A, [pair, { dwelling: 7, worths: [1] }])).toEqual(['DWELLING_UNKNOWN pairs 1 dwelling']);
  expect(add(A, [pair, pair])).toEqual(['PAIR_TWICE pairs 1']);
  expect(add(A, [{ dwelling: 0, worths: [0.5] }])).toEqual(['NUMBER_INVALID pairs 0 worths']);
  expect(add(A, [{ dwelling: 0, worths: [1, 1] }])).toEqual(['NUMBER_INVALID pairs 0 worths']);
  const nobody = { municipality: A, pairs: [{ household: 9, worths: [1] }] };
  expect(refusalsOf(flow.addDwelling(nobody))).toEqual(['HOUSEHOLD_UNKNOWN pairs 0 household']);
  expect(refusalsOf(flow.withdrawHousehold(9))).toEqual(['HOUSEHOLD_UNKNOWN household']);
  expect(refusalsOf(flow.allow(0, 1))).toEqual(['PAIR_UNKNOWN dwelling']);
  expect(placed(flow)).toEqual(['0 in 0', '1 in 1']);
});
