import { municipalitiesOf } from '../../check/feasibility.js';
import type { Exchange, Leg, Plan } from '../../model/plan.js';
import type { Problem } from '../../model/problem.js';
import type { Placing } from '../explanation.js';

/** Where a plan has a leg that is asked for, by ids; null where it has none. An exchange that closes is told from its smallest household. */
export function expectedPlacing(problem: Problem, plan: Plan, isAsked: (leg: Leg) => boolean): Placing | null {
  const local = plan.local.find(isAsked);
  if (local !== undefined) return { ...named(problem, local), exchange: null };
  const exchange = plan.exchanges.find(({ legs }) => legs.some(isAsked));
  if (exchange === undefined) return null;
  return { ...named(problem, exchange.legs.find(isAsked)!), exchange: told(problem, exchange) };
}

const named = ({ householdIds, dwellingIds }: Problem, { household, dwelling }: Leg) => ({
  household: householdIds[household]!,
  dwelling: dwellingIds[dwelling]!,
});

function told(problem: Problem, exchange: Exchange): NonNullable<Placing['exchange']> {
  const { closed, legs } = exchange;
  const municipalities = municipalitiesOf(problem, exchange);
  const first = closed ? legs.indexOf(legs.reduce((a, b) => (b.household < a.household ? b : a))) : 0;
  const codeOf = (at: number): string => problem.municipalityCodes[municipalities[at % municipalities.length]!]!;
  const size = municipalities.length;
  const kind = size === 2 ? (closed ? 'swap' : 'take-over') : closed ? 'ring' : 'chain';
  return {
    kind,
    legs: legs.map((_, step) => {
      const at = (first + step) % legs.length;
      return { ...named(problem, legs[at]!), from: codeOf(at), to: codeOf(at + 1) };
    }),
  };
}
