import type { Misfit } from '../../compatibility/compatibility.js';
import { PREDICATES, type PredicateName } from '../../compatibility/predicates.js';
import type { Obstacles } from '../explanation.js';

/** Counts anew what is in the way, from what each candidate lacks. `least`: nearer in the order of predicates, then by number. */
export function expectedObstacles(ids: readonly string[], lacksOf: (at: number) => readonly Misfit[]): Obstacles {
  const lacking = ids.map((id, at) => ({ id, lacks: lacksOf(at) })).filter(({ lacks }) => lacks.length > 0);
  const keyOf = (lacks: readonly Misfit[]): string => lacks.map(({ name }) => name).join();
  const keys = [...new Set(lacking.map(({ lacks }) => keyOf(lacks)))];
  const groups = new Map(keys.map((key) => [key, lacking.filter(({ lacks }) => keyOf(lacks) === key)]));
  const sets = [...groups.values()].map((group) => ({ group, names: group[0]!.lacks.map(({ name }) => name) }));
  const isSmallest = ({ names }: { readonly names: readonly PredicateName[] }): boolean =>
    sets.every((other) => other.names.length >= names.length || other.names.some((name) => !names.includes(name)));
  const relaxations = sets.filter(isSmallest).map(({ group, names }) => {
    const { id, lacks } = group.toSorted((a, b) => nearer(a.lacks, b.lacks))[0]!;
    return {
      predicates: names,
      count: group.length,
      nearest: { id, lacks: lacks.map(({ name, by }) => ({ predicate: name, by })) },
    };
  });
  return {
    candidates: ids.length,
    failing: PREDICATES.map((predicate) => ({
      predicate,
      count: lacking.filter(({ lacks }) => lacks.some(({ name }) => name === predicate)).length,
    })).filter(({ count }) => count > 0),
    relaxations: relaxations.toSorted(
      (a, b) =>
        a.predicates.length - b.predicates.length || b.count - a.count || order(a.predicates) - order(b.predicates),
    ),
  };
}

/** Sorting keeps those that are as near in the order of their numbers. */
function nearer(one: readonly Misfit[], other: readonly Misfit[]): number {
  for (const [at, { by }] of one.entries()) {
    const difference = (by ?? 0) - (other[at]!.by ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const order = (names: readonly PredicateName[]): number =>
  names.reduce((sum, name) => sum + 2 ** PREDICATES.indexOf(name), 0);
