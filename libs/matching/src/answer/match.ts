import { ok, refuse, type Result } from '#libs/kernel';
import { checkSolution } from '../check/check-solution.js';
import type { Problem } from '../model/problem.js';
import { solve } from '../solve/solve.js';
import { answerOf, type Answer } from './answer.js';

/** Solves, checks by code that shares nothing with the solver, and answers. Refuses `PLAN_NOT_SOUND` (a bug of ours) rather than tell an unsound plan. */
export async function match(problem: Problem): Promise<Result<Answer>> {
  const solution = await solve(problem);
  const [fault] = checkSolution(problem, solution);
  if (fault === undefined) return ok(answerOf(problem, solution));
  return refuse('PLAN_NOT_SOUND', `het plan doorstond de controle niet: ${fault.message}`, [...fault.concerns], {
    fault: fault.code,
  });
}
