import type { Course } from './course.js';

/** Each municipality houses its own: who waits longest first, each where it fits best. */
export function placeLocally(course: Course): void {
  for (const household of course.waiting()) {
    const dwelling = bestOpen(course, household, course.world.all.householdMunicipality[household]!);
    if (dwelling !== null) course.placeLocally({ household, dwelling });
  }
}

/** The dwelling of a municipality that a household fits best of those it could have now; of equals the first. */
export function bestOpen(course: Course, household: number, municipality: number): number | null {
  const { firstPair, pairDwelling, pairFit, dwellingMunicipality } = course.world.all;
  let best: number | null = null;
  let bestFit = -Infinity;
  for (let k = firstPair[household]!, end = firstPair[household + 1]!; k < end; k++) {
    const dwelling = pairDwelling[k]!;
    if (dwellingMunicipality[dwelling] !== municipality || !course.isOpen(household, k)) continue;
    const fit = pairFit?.[k] ?? 0;
    if (fit > bestFit) [best, bestFit] = [dwelling, fit];
  }
  return best;
}
