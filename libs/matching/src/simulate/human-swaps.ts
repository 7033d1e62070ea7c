import type { Leg } from '../model/plan.js';
import type { Course } from './course.js';
import { bestOpen } from './local-placing.js';

/**
 * What people do by phone and e-mail, at its best: a coordinator who sees every household and dwelling of the province takes up those who wait longest,
 * so many a day, and looks for a swap of two municipalities for each: a dwelling elsewhere that fits, the best first, and of that municipality
 * someone who fits at home, the longest waiting first. The first that is found is proposed. No ring, no choice between swaps, and no limit in persons.
 */
export class HumanSwaps {
  /** By household: the day on which it can be looked at again. */
  readonly #again = new Map<number, number>();

  look(course: Course): void {
    const { triesPerDay, retryDays } = course.world.rules;
    let left = triesPerDay;
    for (const household of course.waiting()) {
      if (left === 0) return;
      if (!course.waits(household) || (this.#again.get(household) ?? 0) > course.day) continue;
      left--;
      this.#again.set(household, course.day + retryDays);
      const swap = swapFor(course, household);
      if (swap !== null) course.propose(swap);
    }
  }
}

function swapFor(course: Course, household: number): readonly Leg[] | null {
  const { householdMunicipality, dwellingMunicipality } = course.world.all;
  const home = householdMunicipality[household]!;
  const waiting = course.waiting();
  const refused = new Set<number>([home]);
  for (const dwelling of openByFit(course, household)) {
    const there = dwellingMunicipality[dwelling]!;
    if (refused.has(there)) continue;
    for (const other of waiting) {
      if (householdMunicipality[other] !== there) continue;
      const back = bestOpen(course, other, home);
      if (back === null) continue;
      return [
        { household, dwelling },
        { household: other, dwelling: back },
      ];
    }
    refused.add(there);
  }
  return null;
}

/** What a household could have now, the best fit first; of equals by number. */
function openByFit(course: Course, household: number): readonly number[] {
  const { firstPair, pairDwelling, pairFit } = course.world.all;
  const pairs: number[] = [];
  for (let k = firstPair[household]!, end = firstPair[household + 1]!; k < end; k++) {
    if (course.isOpen(household, k)) pairs.push(k);
  }
  return pairs.sort((one, other) => (pairFit?.[other] ?? 0) - (pairFit?.[one] ?? 0)).map((k) => pairDwelling[k]!);
}
