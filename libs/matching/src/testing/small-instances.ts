import { GOALS, type Goal } from '../model/goals.js';
import type { Band, Problem } from '../model/problem.js';

/** Chance as `mulberry32` gives it: from 0 up to 1. */
export type Chance = () => number;

const upTo = (random: Chance, most: number): number => Math.floor(random() * (most + 1));
const between = (random: Chance, least: number, most: number): number => least + upTo(random, most - least);
const oneOf = <T>(random: Chance, values: readonly T[]): T => values[upTo(random, values.length - 1)]!;
const likely = (random: Chance, chance: number): boolean => random() < chance;

/** Numbers for ids that sort as the things are numbered. */
const named = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const drawn = (count: number, draw: () => number): Int32Array => Int32Array.from({ length: count }, draw);

/** A problem of at most five municipalities, households and dwellings, with every rule that there is now and then. */
export function smallProblem(random: Chance): Problem {
  // Exchanges need several of everything: the larger of two draws, so that none and one are rare, not absent.
  const larger = (): number => Math.max(upTo(random, 5), upTo(random, 5));
  const municipalities = Math.max(1, larger());
  const households = larger();
  const dwellings = larger();
  const caps = [2, 2, 3, 3, 4, Infinity];
  // Evenly spread and with few local pairs is where rings and chains come from.
  const spread = likely(random, 0.4);
  const places = (count: number): Int32Array =>
    Int32Array.from({ length: count }, (_, index) =>
      spread ? index % municipalities : upTo(random, municipalities - 1),
    );
  const householdMunicipality = places(households);
  const dwellingMunicipality = places(dwellings);
  const local = spread ? 0.2 : 1;
  const chanceOf = (household: number, dwelling: number): number =>
    householdMunicipality[household] === dwellingMunicipality[dwelling] ? local : 1;
  return {
    municipalityCodes: named('GM', municipalities),
    householdIds: named('h', households),
    dwellingIds: named('d', dwellings),
    householdMunicipality,
    dwellingMunicipality,
    persons: drawn(households, () => oneOf(random, [1, 1, 1, 2, 3, 5])),
    waitingRank: drawn(households, () => upTo(random, 3)),
    ...smallPairs(random, households, dwellings, chanceOf),
    overdue: Uint8Array.from(drawn(households, () => upTo(random, 1))),
    nearTerm: Uint8Array.from(drawn(households, () => upTo(random, 1))),
    acceptance: drawn(municipalities, () => oneOf(random, [0, 500, 700, 800, 800, 950, 1000])),
    ...smallBands(random, municipalities),
    maxMunicipalities: oneOf(random, caps),
    maxChain: oneOf(random, [0, 0, 2, 3, Infinity]),
    ...smallRules(random),
    goals: smallGoals(random),
    effort: 1,
  };
}

function smallPairs(
  random: Chance,
  households: number,
  dwellings: number,
  chanceOf: (household: number, dwelling: number) => number,
): Pick<Problem, 'firstPair' | 'pairDwelling' | 'pairWeight' | 'pairFit'> {
  const density = 0.2 + 0.8 * Math.max(random(), random());
  const firstPair = [0];
  const pairDwelling: number[] = [];
  for (let household = 0; household < households; household += 1) {
    for (let dwelling = 0; dwelling < dwellings; dwelling += 1)
      if (likely(random, density * chanceOf(household, dwelling))) pairDwelling.push(dwelling);
    firstPair.push(pairDwelling.length);
  }
  const weight = oneOf<() => number>(random, [
    () => between(random, -3, 20),
    () => between(random, -3, 20),
    () => 1,
    () => between(random, -1_000_000_000, 2_000_000_000),
  ]);
  return {
    firstPair: Int32Array.from(firstPair),
    pairDwelling: Int32Array.from(pairDwelling),
    pairWeight: Float64Array.from(pairDwelling, weight),
    pairFit: drawn(pairDwelling.length, () => between(random, 0, 10)),
  };
}

const NO_BAND = Infinity;

/** Bands as balances and tolerances make them: doing nothing is always within. */
function bandOf(count: number, balance: () => number, tolerance: () => number): Band {
  const low = new Float64Array(count);
  const high = new Float64Array(count);
  for (let municipality = 0; municipality < count; municipality += 1) {
    const b = balance();
    const t = tolerance();
    low[municipality] = Math.min(b, -t) - b;
    high[municipality] = Math.max(b, t) - b;
  }
  return { low, high };
}

function smallBands(random: Chance, count: number): Pick<Problem, 'householdBand' | 'personsBand'> {
  const balanced = likely(random, 0.6);
  const usual = oneOf(random, [0, 0, 1, 2, NO_BAND]);
  const usualPersons = oneOf(random, [NO_BAND, NO_BAND, 0, 2, 6]);
  // A tolerance of a municipality overrides the usual one.
  const own = (tolerance: number, others: readonly number[]): number =>
    likely(random, 0.15) ? oneOf(random, others) : tolerance;
  return {
    householdBand: bandOf(
      count,
      () => (balanced ? between(random, -2, 2) : 0),
      () => own(usual, [0, 1, 2, NO_BAND]),
    ),
    personsBand: bandOf(
      count,
      () => (balanced ? between(random, -6, 6) : 0),
      () => (usualPersons === NO_BAND && likely(random, 0.5) ? NO_BAND : own(usualPersons, [0, 2, 6, NO_BAND])),
    ),
  };
}

function smallRules(random: Chance): Pick<Problem, 'neverWorseOff' | 'singlesFloor'> {
  const neverWorseOff = likely(random, 0.4);
  return { neverWorseOff, singlesFloor: neverWorseOff && likely(random, 0.5) };
}

/** One to four different goals; mostly one that wants exchanges before those that want few. */
function smallGoals(random: Chance): readonly Goal[] {
  const left: Goal[] = [...GOALS];
  const goals = Array.from({ length: between(random, 1, 4) }, () => left.splice(upTo(random, left.length - 1), 1)[0]!);
  const fewest = (goal: Goal): number => (goal.startsWith('fewest') ? 1 : 0);
  return likely(random, 0.8) ? goals.toSorted((a, b) => fewest(a) - fewest(b)) : goals;
}
