import { ok, readInput, refuse, refused, type Result } from '#libs/kernel';
import { shippedMatchingPolicy, type MatchingPolicy } from '../compatibility/matching.policy.js';
import type { Problem } from '../model/problem.js';
import { MOST_FAULTS } from './faults.js';
import { rawInstance, structuredInstance } from './instance.schema.js';
import { rawProblem } from './raw.js';
import { structuredProblem, type Reading } from './structured.js';

/**
 * Reads an instance (interfaces.md §3), with given pairs or without. The problem does not depend on the order of the lists in the
 * file. Refuses with the path to the field, up to 20 faults at a time: `FIELD_UNKNOWN`, `FIELD_EMPTY`, `VALUE_UNKNOWN` (also another
 * version or goal), `NUMBER_INVALID`, `NUMBER_OUT_OF_RANGE`, `DATE_INVALID`, `INPUT_INVALID`, `ID_TWICE`, `MUNICIPALITY_UNKNOWN`,
 * `HOUSEHOLD_UNKNOWN`, `DWELLING_UNKNOWN`, `GOAL_TWICE`; with pairs `GOAL_UNKNOWN_HERE`, `PAIR_INVALID`, `PAIR_TWICE`,
 * `WEIGHT_TOO_LARGE`; without `PERSONS_RANGE_INVALID`, `UNTIL_BEFORE_FROM`, `CONDITION_UNKNOWN`, `PAIRS_TOO_MANY`.
 */
export function readInstance(document: unknown, policy?: MatchingPolicy): Result<Problem> {
  const reading = readMatching(document, policy);
  return reading.ok ? ok(reading.value.problem) : reading;
}

/** As `readInstance`, and what the pairs came from, for whoever asks why not. */
export function readMatching(document: unknown, policy: MatchingPolicy = shippedMatchingPolicy()): Result<Reading> {
  const given = typeof document === 'object' && document !== null && Object.hasOwn(document, 'pairs');
  if (given) {
    const instance = atMost(readInput(rawInstance, document, []));
    const problem = instance.ok ? rawProblem(instance.value) : instance;
    return problem.ok ? ok({ problem: problem.value, compatibility: null }) : problem;
  }
  const instance = atMost(readInput(structuredInstance, document, []));
  return instance.ok ? structuredProblem(instance.value, policy) : instance;
}

/** As `readInstance`, of the text of a file. Refuses `JSON_INVALID`. */
export function readInstanceText(text: string, policy?: MatchingPolicy): Result<Problem> {
  let document: unknown;
  try {
    document = JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  } catch (error) {
    return refuse('JSON_INVALID', 'de tekst is geen JSON', [], { reason: error instanceof Error ? error.message : '' });
  }
  return readInstance(document, policy);
}

const BYTE_ORDER_MARK = '\uFEFF';

const atMost = <T>(result: Result<T>): Result<T> =>
  result.ok ? result : refused(...result.refusals.slice(0, MOST_FAULTS));
