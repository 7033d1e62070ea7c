import { problemOf } from '../testing/written-problems.js';
import { exchangeKinds } from './exchange-kinds.js';
import { LegKinds } from './leg-kinds.js';

/** Each household fits the dwellings of some other municipalities, by their numbers. */
const fitting = (municipalities: number, fits: (from: number) => readonly number[], maxMunicipalities: number) => {
  const all = Array.from({ length: municipalities }, (_, m) => m);
  const letters = String.fromCharCode(...all.map((m) => 65 + m));
  return problemOf({
    municipalities: letters,
    households: [...letters].map((letter) => [letter, 1] as const),
    dwellings: letters,
    pairs: all.flatMap((h) => fits(h).map((d) => [h, d, 1] as const)),
    maxMunicipalities,
    maxChain: 0,
  });
};

test('three municipalities that all fit each other have three swaps and two rings', () => {
  const problem = fitting(3, (m) => [0, 1, 2].filter((other) => other !== m), 3);
  expect(
    exchangeKinds(problem, new LegKinds(problem), 100)
      ?.map(({ legs }) => legs.length)
      .sort(),
  ).toEqual([2, 2, 2, 3, 3]);
});

test('given ways that never close, of which there are 2^38, then the search gives up instead of walking them', () => {
  const onward = (m: number): readonly number[] => Array.from({ length: 39 - m }, (_, step) => m + 1 + step);
  const problem = fitting(40, onward, Infinity);
  expect(exchangeKinds(problem, new LegKinds(problem), 1_000)).toBeNull();
});
