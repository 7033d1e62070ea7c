import { checkSolution } from '../../check/check-solution.js';
import type { FaultCode } from '../../check/fault.js';
import type { Solution } from '../../model/plan.js';
import type { Problem } from '../../model/problem.js';

/** What may be wrong with an explanation. `cause`: what the checker of solutions found first; `concerns`: the way to the part, outermost first. */
export interface ExplanationFault {
  readonly code: 'EVIDENCE_NOT_SOUND' | 'EVIDENCE_MISSING' | 'EVIDENCE_NOT_ASKED' | 'FACT_WRONG' | 'QUESTION_UNKNOWN';
  readonly concerns: readonly string[];
  readonly cause?: FaultCode;
}

/** Thrown within the verifier at the first fault: nothing that follows from it means anything. */
export class NotVerified extends Error {
  constructor(readonly fault: ExplanationFault) {
    super(fault.code);
  }
}

export const fail = (code: ExplanationFault['code'], ...concerns: readonly string[]): never => {
  throw new NotVerified({ code, concerns });
};

/** The solution, where the independent checker finds nothing wrong with it. */
export function sound(
  problem: Problem,
  solution: Solution | null | undefined,
  ...concerns: readonly string[]
): Solution {
  if (solution === null || solution === undefined) return fail('EVIDENCE_MISSING', ...concerns);
  const [fault] = checkSolution(problem, solution);
  if (fault !== undefined) throw new NotVerified({ code: 'EVIDENCE_NOT_SOUND', concerns, cause: fault.code });
  return solution;
}

/** What follows from the evidence against what is told: the way to the first place where they differ; null when they are the same. */
export function firstDifference(
  expected: unknown,
  told: unknown,
  path: readonly string[] = [],
): readonly string[] | null {
  if (Object.is(expected, told)) return null;
  if (typeof expected !== 'object' || typeof told !== 'object' || expected === null || told === null) return path;
  if (Array.isArray(expected) !== Array.isArray(told)) return path;
  const [one, other] = [expected, told] as readonly Readonly<Record<string, unknown>>[];
  for (const key of new Set([...Object.keys(one!), ...Object.keys(other!)])) {
    if (!Object.hasOwn(one!, key) || !Object.hasOwn(other!, key)) return [...path, key];
    const within = firstDifference(one![key], other![key], [...path, key]);
    if (within !== null) return within;
  }
  return null;
}
