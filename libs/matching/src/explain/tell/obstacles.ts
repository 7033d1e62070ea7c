import type { Obstacles } from '../explanation.js';
import type { Catalogue } from './catalogue.js';
import { amounts, listed } from './phrases.js';

/** More ways than this are for a program. */
const MOST_WAYS = 4;

/** What is in the way, and the smallest ways out of it. */
export function obstaclesTold(words: Catalogue, { failing, relaxations }: Obstacles, ofHousehold: boolean): string[] {
  if (failing.length === 0) return [];
  const list = failing.map(({ predicate, count }) => words.failsOn(words.predicates[predicate], count));
  const relax = ofHousehold ? words.relaxDwellings : words.relaxHouseholds;
  const ways = relaxations.slice(0, MOST_WAYS).map(({ predicates, count, nearest: { id, lacks } }) =>
    relax(
      count,
      listed(
        words,
        predicates.map((name) => words.predicates[name]),
      ),
      predicates.length === 1,
      id,
      amounts(words, lacks),
    ),
  );
  const more = relaxations.length - MOST_WAYS;
  return [words.failing(list.join('; ')), ...ways, ...(more > 0 ? [words.moreWays(more)] : [])];
}
