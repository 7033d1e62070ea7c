import { UNITS } from '../../compatibility/predicates.js';
import type { PolicyGoal } from '../../model/goals.js';
import type { GoalChange, Lack, Placing } from '../explanation.js';
import type { Catalogue } from './catalogue.js';

/** More ids in one sentence are not read. */
const MOST_NAMED = 10;

/** One, two and three. */
export function listed(words: Catalogue, items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${words.and} ${last}`;
}

/** Ids, the first ten of them. */
export const named = (words: Catalogue, ids: readonly string[]): string =>
  listed(words, ids.length <= MOST_NAMED ? ids : [...ids.slice(0, MOST_NAMED), words.more(ids.length - MOST_NAMED)]);

export function placed(words: Catalogue, { household, dwelling, exchange }: Placing): string {
  if (exchange === null) return words.placedHere(household, dwelling);
  const legs = exchange.legs.map((leg) => words.leg(leg.household, leg.from, leg.dwelling, leg.to));
  return words.placedByExchange(household, dwelling, words.shapes[exchange.kind], legs.join('; '));
}

/** By how much, of those that can be told as an amount. */
export const amounts = (words: Catalogue, lacks: readonly Lack[]): string =>
  listed(
    words,
    lacks.flatMap(({ predicate, by }) => {
      const unit = UNITS[predicate];
      return unit === null || by === null ? [] : [words.amount[unit](by)];
    }),
  );

/** What a goal reached, as people count it: moves and municipalities from 0 up, expected households whole. */
export function reached(words: Catalogue, goal: PolicyGoal, value: number): string {
  switch (goal) {
    case 'fewestMoves':
    case 'fewestMunicipalities':
      return words.number(0 - value);
    case 'expectedHouseholds':
      return words.number(value / 1000);
    default:
      return words.number(value);
  }
}

export function goalsTold(words: Catalogue, goals: readonly GoalChange[]): string {
  const changed = goals.filter(({ before, after }) => before !== after);
  if (changed.length === 0) return words.goalsStay;
  const told = changed.map(({ goal, before, after }) =>
    words.goal(words.goals[goal], reached(words, goal, before), reached(words, goal, after)),
  );
  return words.goalsChange(told.join('; '));
}
