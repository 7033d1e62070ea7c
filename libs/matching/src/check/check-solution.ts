import type { Floors, Solution } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { provenBound } from './certificate.js';
import { Faults, type Fault } from './fault.js';
import { checkPlan } from './feasibility.js';
import { checkFloors } from './floors.js';
import { groundOf } from './ground.js';
import { isFields, isList, shapedPlan } from './shape.js';
import { worthOf } from './worth.js';

/**
 * What is wrong with a solution; nothing when its plan keeps every rule, is worth what it says, and its certificates prove its bounds. Takes the problem
 * for granted and nothing of the solution, shares no code with what solves, and throws for no input of whatever shape.
 */
export function checkSolution(problem: Problem, solution: Solution): readonly Fault[] {
  const faults = new Faults();
  const claimed: unknown = solution;
  if (!isFields(claimed)) {
    faults.add('SOLUTION_MALFORMED', 'Er is geen oplossing.');
    return faults.list;
  }
  const plan = shapedPlan(problem, claimed.plan, faults);
  if (plan === null) return faults.list;
  checkPlan(problem, plan, faults);
  const floors = checkFloors(problem, claimed.floors, plan, faults);
  // Of a plan that is none its worth means nothing, and without floors no bound does.
  if (faults.none) checkLevels(problem, claimed.levels, { plan, floors }, faults);
  return faults.list;
}

function checkLevels(
  problem: Problem,
  levels: unknown,
  { plan, floors }: { readonly plan: Solution['plan']; readonly floors: Floors | null },
  faults: Faults,
): void {
  const { goals } = problem;
  const claimed = isList(levels) ? levels.filter(isFields) : [];
  if (claimed.length !== goals.length || claimed.some(({ goal }, index) => goal !== goals[index])) {
    faults.add('LEVELS_ARE_NOT_THE_GOALS', 'De niveaus zijn niet de doelen in hun volgorde.', 'levels');
    return;
  }
  const ground = groundOf(problem);
  const worth = worthOf(problem, plan);
  claimed.forEach(({ value, bound, certificate }, index) => {
    const goal = goals[index]!;
    if (value !== worth[goal])
      faults.add('VALUE_WRONG', `Het plan is voor "${goal}" ${worth[goal]} waard.`, 'levels', `${index}`);
    const earlier = goals.slice(0, index).map((before) => ({ goal: before, reached: worth[before] }));
    const proven = provenBound(ground, { goal, earlier, floors }, certificate, faults, `${index}`);
    if (proven === null) return;
    const right = Math.max(worth[goal], proven);
    if (bound !== right)
      faults.add('BOUND_WRONG', `Bewezen is voor "${goal}" een grens van ${right}.`, 'levels', `${index}`);
  });
}
