import { ok, refuse, type Result } from '#libs/kernel';
import { checkSolution } from '../check/check-solution.js';
import type { Problem } from '../model/problem.js';
import { solve } from '../solve/solve.js';
import { answerOf, type Answer } from './answer.js';

/**
 * Solves, checks by code that shares nothing with the solver, and answers. Refuses `WEIGHT_TOO_LARGE` where sums of the weights are beyond what can
 * be checked exactly, and `PLAN_NOT_SOUND` (a bug of ours) rather than tell an unsound plan.
 */
export async function match(problem: Problem): Promise<Result<Answer>> {
  const solution = await solve(problem);
  const [fault] = checkSolution(problem, solution);
  if (fault === undefined) return ok(answerOf(problem, solution));
  if (fault.code === 'NUMBER_TOO_LARGE') {
    return refuse('WEIGHT_TOO_LARGE', 'de gewichten zijn te groot om een plan zeker na te rekenen; neem kleinere', [
      'pairs',
    ]);
  }
  return refuse('PLAN_NOT_SOUND', `het plan doorstond de controle niet: ${fault.message}`, [...fault.concerns], {
    fault: fault.code,
  });
}
