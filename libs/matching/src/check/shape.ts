import type { Exchange, Leg, Plan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import type { Faults } from './fault.js';

type Fields = Readonly<Record<string, unknown>>;

/** Types hold at compile time only: what comes from a worker or a file is looked at before it is believed. */
export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const isNumberOf = (count: number, value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < count;

const isLeg = (problem: Problem, leg: unknown): leg is Leg =>
  isFields(leg) &&
  isNumberOf(problem.householdIds.length, leg.household) &&
  isNumberOf(problem.dwellingIds.length, leg.dwelling);

/** Spread, as holes of a list are not visited otherwise. */
const areLegs = (problem: Problem, legs: unknown): legs is readonly Leg[] =>
  isList(legs) && [...legs].every((leg) => isLeg(problem, leg));

const isExchange = (problem: Problem, exchange: unknown): exchange is Exchange =>
  isFields(exchange) && typeof exchange.closed === 'boolean' && areLegs(problem, exchange.legs);

/** The plan, where its parts are what they should be and its numbers are of households and dwellings of the problem. */
export function shapedPlan(problem: Problem, plan: unknown, faults: Faults): Plan | null {
  if (!isFields(plan) || !isList(plan.local) || !isList(plan.exchanges)) {
    faults.add('SOLUTION_MALFORMED', 'Het plan heeft niet de vorm van een plan.', 'plan');
    return null;
  }
  if (!areLegs(problem, plan.local)) {
    faults.add('SOLUTION_MALFORMED', 'Een lokale plaatsing noemt geen bestaand huishouden of woning.', 'plan', 'local');
    return null;
  }
  const wrong = plan.exchanges.findIndex((exchange) => !isExchange(problem, exchange));
  if (wrong >= 0) {
    faults.add('SOLUTION_MALFORMED', `Uitwisseling ${wrong} is geen uitwisseling.`, 'plan', 'exchanges', `${wrong}`);
    return null;
  }
  return { local: plan.local, exchanges: plan.exchanges as readonly Exchange[] };
}
