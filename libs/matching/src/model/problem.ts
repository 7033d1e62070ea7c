import { marksOf } from './marks.js';
import type { Goal } from './goals.js';

/** Per municipality how far one measure may go: `low` ≤ 0 ≤ `high`, infinite where there is no limit. Units: households, or persons. */
export interface Band {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * An instance as numbers only, in canonical order: municipalities, households and dwellings are numbered from 0 in an order that does not
 * depend on that of the file. Whatever reads one gets the same plan from the same instance. There is no room here for nationality,
 * language, religion, ethnicity or gender, and there must never be.
 *
 * M municipalities, H households, D dwellings, P compatible pairs.
 */
export interface Problem {
  readonly municipalityCodes: readonly string[];
  readonly householdIds: readonly string[];
  readonly dwellingIds: readonly string[];
  /** H: the municipality that each household is coupled to. */
  readonly householdMunicipality: Int32Array;
  /** D: the municipality that each dwelling is offered by. */
  readonly dwellingMunicipality: Int32Array;
  /** H: persons, from 1. */
  readonly persons: Int32Array;
  /** H: rank by waiting, 0 waits longest; equal ranks wait as long. */
  readonly waitingRank: Int32Array;
  /** H + 1: the pairs of household h are those from `firstPair[h]` up to `firstPair[h + 1]`, by ascending dwelling. */
  readonly firstPair: Int32Array;
  /** P: the dwelling of each pair. */
  readonly pairDwelling: Int32Array;
  /** P: whole numbers, of any sign; those of all households together stay within what a double tells exactly. */
  readonly pairWeight: Float64Array | Int32Array;
  /** P: fit in points, from policy; null where pairs are given. */
  readonly pairFit: Int32Array | null;
  /** H: 1 where the household is past its term; null where pairs are given. */
  readonly overdue: Uint8Array | null;
  /** H: 1 where it would pass its term before the next round; null where pairs are given. */
  readonly nearTerm: Uint8Array | null;
  /** M: of a thousand exchanges asked, how many this municipality agrees to (0..1000). */
  readonly acceptance: Int32Array;
  /** Positive contributions of exchanges (households out of a municipality) and negative ones each keep within it. */
  readonly householdBand: Band;
  readonly personsBand: Band;
  /** Municipalities in one closed exchange at most; Infinity = no cap; below 2 = none. */
  readonly maxMunicipalities: number;
  /** Municipalities in one open path at most; Infinity = no cap; below 2 = none. */
  readonly maxChain: number;
  readonly neverWorseOff: boolean;
  /** Whether the floor of `neverWorseOff` also holds the number of singles placed (households of one person). */
  readonly singlesFloor: boolean;
  readonly goals: readonly Goal[];
  /** How much work a round may do: 1 is usual; a multiplier of every bound on pivots, rounds and nodes. */
  readonly effort: number;
}

/**
 * What one goal counts. A placement of pair k (household h) is worth `pair[k] + household[h]`, and `crossing` more when it crosses a
 * municipal border; each open path is worth `path`; with `expected`, an exchange of municipalities S is worth
 * `round(legs × 1000 × Π acceptance(S) / 1000^|S|)`, half up, and nothing above does for its legs, while a local placement is worth `household[h]`.
 */
export interface Objective {
  readonly pair: Float64Array | Int32Array | null;
  readonly household: Int32Array | null;
  readonly crossing: number;
  readonly path: number;
  readonly expected: boolean;
}

const every = (length: number, value: number): Int32Array => new Int32Array(length).fill(value);

/** The goal as what each pair and each open path is worth. Whole numbers. */
export function objectiveOf(problem: Problem, goal: Goal): Objective {
  const none: Objective = { pair: null, household: null, crossing: 0, path: 0, expected: false };
  const households = problem.persons.length;
  switch (goal) {
    case 'weight':
      return { ...none, pair: problem.pairWeight };
    case 'fit':
      return { ...none, pair: problem.pairFit };
    case 'households':
      return { ...none, household: every(households, 1) };
    case 'persons':
      return { ...none, household: problem.persons };
    case 'overdueHouseholds':
      return { ...none, household: problem.overdue === null ? null : Int32Array.from(problem.overdue) };
    case 'nearTermHouseholds':
      return { ...none, household: problem.nearTerm === null ? null : Int32Array.from(problem.nearTerm) };
    case 'expectedHouseholds':
      return { ...none, household: every(households, 1000), expected: true };
    case 'fewestMoves':
      return { ...none, crossing: -1 };
    // An exchange of k municipalities has k legs when it closes and k − 1 when it does not, so that the sum of the sizes is
    // the legs plus the open paths: linear, however the legs are joined.
    case 'fewestMunicipalities':
      return { ...none, crossing: -1, path: -1 };
    case 'asked':
    case 'kept':
      return { ...none, pair: marksOf(problem)?.[goal] ?? null };
  }
}
