import { expectedOf } from '../exchange/exchange-kinds.js';
import type { Exchange, Leg, Plan } from '../model/plan.js';
import type { Objective, Problem } from '../model/problem.js';

function pairOf(problem: Problem, { household, dwelling }: Leg): number {
  const { firstPair, pairDwelling } = problem;
  let low = firstPair[household]!;
  let high = firstPair[household + 1]! - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pairDwelling[middle]! < dwelling) low = middle + 1;
    else high = middle;
  }
  return low;
}

function worthOfLeg(problem: Problem, objective: Objective, leg: Leg): number {
  const pair = objective.pair === null ? 0 : objective.pair[pairOf(problem, leg)]!;
  return pair + (objective.household === null ? 0 : objective.household[leg.household]!);
}

function worthOfExchange(problem: Problem, objective: Objective, { closed, legs }: Exchange): number {
  if (objective.expected) {
    const asked = legs.map(({ household }) => problem.householdMunicipality[household]!);
    if (!closed) asked.push(problem.dwellingMunicipality[legs.at(-1)!.dwelling]!);
    return expectedOf(problem, legs.length, asked);
  }
  const own = legs.reduce((sum, leg) => sum + worthOfLeg(problem, objective, leg) + objective.crossing, 0);
  return closed ? own : own + objective.path;
}

/** What a plan is worth for a goal, a whole number. */
export function worthOfPlan(problem: Problem, objective: Objective, { local, exchanges }: Plan): number {
  const placed = local.reduce((sum, leg) => sum + worthOfLeg(problem, objective, leg), 0);
  return exchanges.reduce((sum, exchange) => sum + worthOfExchange(problem, objective, exchange), placed);
}
