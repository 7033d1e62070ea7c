import type { Compatibility, Misfit } from '../compatibility/compatibility.js';
import { namesOf } from '../compatibility/compatibility.js';
import { PREDICATES } from '../compatibility/predicates.js';
import type { Problem } from '../model/problem.js';
import type { Obstacles, Relaxation } from './explanation.js';

/** What is in the way of a household, over all dwellings. */
export function obstaclesOfHousehold(problem: Problem, compatibility: Compatibility, household: number): Obstacles {
  return obstacles(
    problem.dwellingIds,
    (dwelling) => compatibility.failures(household, dwelling),
    (dwelling) => compatibility.misfits(household, dwelling),
  );
}

/** What is in the way of a dwelling, over all households. */
export function obstaclesOfDwelling(problem: Problem, compatibility: Compatibility, dwelling: number): Obstacles {
  return obstacles(
    problem.householdIds,
    (household) => compatibility.failures(household, dwelling),
    (household) => compatibility.misfits(household, dwelling),
  );
}

function obstacles(
  ids: readonly string[],
  failures: (at: number) => number,
  misfits: (at: number) => readonly Misfit[],
): Obstacles {
  const failing = new Int32Array(PREDICATES.length);
  const byMask = new Map<number, number[]>();
  ids.forEach((_, at) => {
    const mask = failures(at);
    PREDICATES.forEach((_name, bit) => (failing[bit]! += (mask >>> bit) & 1));
    if (mask === 0) return;
    const alike = byMask.get(mask);
    if (alike === undefined) byMask.set(mask, [at]);
    else alike.push(at);
  });
  const masks = [...byMask.keys()];
  const smallest = masks.filter((mask) => !masks.some((other) => other !== mask && (other & mask) === other));
  return {
    candidates: ids.length,
    failing: PREDICATES.flatMap((predicate, bit) => (failing[bit]! > 0 ? [{ predicate, count: failing[bit]! }] : [])),
    relaxations: smallest
      .sort((a, b) => bits(a) - bits(b) || byMask.get(b)!.length - byMask.get(a)!.length || a - b)
      .map((mask) => relaxation(mask, byMask.get(mask)!, ids, misfits)),
  };
}

const bits = (mask: number): number => namesOf(mask).length;

function relaxation(
  mask: number,
  alike: readonly number[],
  ids: readonly string[],
  misfits: (at: number) => readonly Misfit[],
): Relaxation {
  let nearest = { at: alike[0]!, lacks: misfits(alike[0]!) };
  for (const at of alike.slice(1)) {
    const lacks = misfits(at);
    const differs = lacks.findIndex(({ by }, i) => by !== nearest.lacks[i]!.by);
    if (differs >= 0 && lacks[differs]!.by! < nearest.lacks[differs]!.by!) nearest = { at, lacks };
  }
  return {
    predicates: namesOf(mask),
    count: alike.length,
    nearest: { id: ids[nearest.at]!, lacks: nearest.lacks.map(({ name, by }) => ({ predicate: name, by })) },
  };
}
