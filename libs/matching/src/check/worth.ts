import { marksOf } from '../model/marks.js';
import type { Goal } from '../model/goals.js';
import type { Plan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { municipalitiesOf, pairOf } from './feasibility.js';

/** An amount of each goal: what a plan is worth, or how much one unit of each counts. */
export type PerGoal = Record<Goal, number>;

export const nothing = (): PerGoal => ({
  weight: 0,
  overdueHouseholds: 0,
  households: 0,
  persons: 0,
  nearTermHouseholds: 0,
  expectedHouseholds: 0,
  fit: 0,
  fewestMoves: 0,
  fewestMunicipalities: 0,
  asked: 0,
  kept: 0,
});

/** What the plan is worth for every goal, counted from the plan itself. Its legs are compatible pairs. */
export function worthOf(problem: Problem, plan: Plan): PerGoal {
  const worth = nothing();
  const marks = marksOf(problem);
  const place = (leg: Plan['local'][number]): void => {
    const pair = pairOf(problem, leg);
    worth.weight += problem.pairWeight[pair] ?? 0;
    worth.fit += problem.pairFit?.[pair] ?? 0;
    worth.households += 1;
    worth.persons += problem.persons[leg.household]!;
    worth.overdueHouseholds += problem.overdue?.[leg.household] ?? 0;
    worth.nearTermHouseholds += problem.nearTerm?.[leg.household] ?? 0;
    worth.asked += marks?.asked[pair] ?? 0;
    worth.kept += marks?.kept[pair] ?? 0;
  };
  plan.local.forEach(place);
  worth.expectedHouseholds += 1000 * plan.local.length;
  for (const exchange of plan.exchanges) {
    exchange.legs.forEach(place);
    const municipalities = municipalitiesOf(problem, exchange);
    worth.fewestMoves -= exchange.legs.length;
    worth.fewestMunicipalities -= municipalities.length;
    worth.expectedHouseholds += expectedOf(problem.acceptance, municipalities, exchange.legs.length);
  }
  return worth;
}

/** Thousandths of households that an exchange brings, given how often each municipality agrees: legs × Π acceptance, half up. */
export function expectedOf(acceptance: Int32Array, municipalities: readonly number[], legs: number): number {
  // Up to five municipalities the product is told exactly by a double.
  if (municipalities.length <= 5) {
    let product = legs;
    for (const municipality of municipalities) product *= acceptance[municipality]!;
    return halfUp(product, 1000 ** (municipalities.length - 1));
  }
  const product = municipalities.reduce((all, municipality) => all * BigInt(acceptance[municipality]!), BigInt(legs));
  const unit = 1000n ** BigInt(municipalities.length - 1);
  return Number((2n * product + unit) / (2n * unit));
}

function halfUp(amount: number, unit: number): number {
  const rest = amount % unit;
  return (amount - rest) / unit + (2 * rest >= unit ? 1 : 0);
}
