import { ok, type Result } from '#libs/kernel';
import { RAW_GOALS } from '../model/goals.js';
import type { Problem } from '../model/problem.js';
import { Faults } from './faults.js';
import { givenPairs } from './given-pairs.js';
import { goalsOf } from './goals.js';
import type { RawInstance } from './instance.schema.js';
import { listed, numbersOf } from './listing.js';

/** What is not known of a municipality: no goal of a raw instance asks for it. */
const ACCEPTANCE = 800;

/** An instance with given pairs as a problem: without dates, acceptance and fit. */
export function rawProblem(instance: RawInstance): Result<Problem> {
  const faults = new Faults();
  const listing = listed(instance, faults);
  const goals = goalsOf(instance.policy.goals, ['weight'], RAW_GOALS, faults);
  const pairs = givenPairs(instance.pairs, listing.households, listing.dwellings, faults);
  if (pairs === null || !faults.none) return faults.refused;
  return ok({
    ...numbersOf(instance, listing),
    ...pairs,
    goals,
    waitingRank: new Int32Array(instance.households.length),
    pairFit: null,
    overdue: null,
    nearTerm: null,
    acceptance: new Int32Array(instance.municipalities.length).fill(ACCEPTANCE),
    singlesFloor: false,
  });
}
