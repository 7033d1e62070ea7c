import { ok, type Result } from '#libs/kernel';
import type { AnswerLeg } from '../answer/answer.js';
import { match } from '../answer/match.js';
import type { PolicyGoal } from '../model/goals.js';
import type { Leg } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import type { Course } from './course.js';

/** Days before the end of its term in which a household is near it: as the shipped policy says. */
const NEAR_DAYS = 7;
const MOST_MUNICIPALITIES = 3;

/** How rounds went. `unproven`: those of which not every goal was proven. */
export interface RoundTally {
  rounds: number;
  unproven: number;
}

/**
 * One round: what is on offer today is matched and checked, local placements are carried out and exchanges proposed. Refuses as `match` does, which
 * would be a fault of ours.
 */
export async function holdRound(
  course: Course,
  goals: readonly PolicyGoal[],
  tally: RoundTally,
): Promise<Result<null>> {
  const problem = problemOfToday(course, goals);
  if (problem === null) return ok(null);
  const answer = await match(problem);
  if (!answer.ok) return answer;
  tally.rounds++;
  if (answer.value.levels.some(({ proven }) => !proven)) tally.unproven++;
  const { all } = course.world;
  const [households, dwellings] = [all.householdIds, all.dwellingIds];
  const legOf = ({ household, dwelling }: Pick<AnswerLeg, 'household' | 'dwelling'>): Leg => ({
    household: indexIn(households, household),
    dwelling: indexIn(dwellings, dwelling),
  });
  for (const placement of answer.value.placements) {
    if (placement.exchange === null) course.placeLocally(legOf(placement));
  }
  for (const { legs } of answer.value.exchanges) course.propose(legs.map(legOf));
  return ok(null);
}

/** Ids of a problem stand in order. */
function indexIn(ids: readonly string[], id: string): number {
  let [low, high] = [0, ids.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ids[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The part of the world that is on offer today; null where nobody fits anything. */
export function problemOfToday(course: Course, goals: readonly PolicyGoal[]): Problem | null {
  const { all, permitOn, rules } = course.world;
  const vacant: number[] = [];
  const placeOf = new Int32Array(all.dwellingMunicipality.length).fill(-1);
  for (let d = 0; d < placeOf.length; d++) if (course.isVacant(d)) placeOf[d] = vacant.push(d) - 1;
  const dueIn = (h: number): number => permitOn[h]! + rules.termDays - course.day;
  const asking = askingToday(course, (h) => (dueIn(h) < 0 ? 2 : dueIn(h) < NEAR_DAYS ? 1 : 0));
  if (asking.length === 0) return null;
  const households = asking.map(({ household }) => household);
  const pairs = asking.flatMap((one) => one.pairs);
  const firstPair = [0];
  for (const one of asking) firstPair.push(firstPair.at(-1)! + one.pairs.length);
  const still = all.municipalityCodes.length;
  return {
    municipalityCodes: all.municipalityCodes,
    householdIds: households.map((h) => all.householdIds[h]!),
    dwellingIds: vacant.map((d) => all.dwellingIds[d]!),
    householdMunicipality: Int32Array.from(households, (h) => all.householdMunicipality[h]!),
    dwellingMunicipality: Int32Array.from(vacant, (d) => all.dwellingMunicipality[d]!),
    persons: Int32Array.from(households, (h) => all.persons[h]!),
    waitingRank: ranksOf(households.map((h) => permitOn[h]!)),
    firstPair: Int32Array.from(firstPair),
    pairDwelling: Int32Array.from(pairs, (k) => placeOf[all.pairDwelling[k]!]!),
    pairWeight: Int32Array.from(pairs, (k) => all.pairWeight[k]!),
    pairFit: Int32Array.from(pairs, (k) => all.pairFit?.[k] ?? 0),
    overdue: Uint8Array.from(households, (h) => Number(dueIn(h) < 0)),
    nearTerm: Uint8Array.from(households, (h) => Number(dueIn(h) >= 0 && dueIn(h) < NEAR_DAYS)),
    acceptance: all.acceptance,
    householdBand: { low: new Float64Array(still), high: new Float64Array(still) },
    personsBand: course.ledger.personsBand(),
    maxMunicipalities: MOST_MUNICIPALITIES,
    maxChain: 0,
    neverWorseOff: true,
    singlesFloor: true,
    goals,
    effort: rules.effort,
  };
}

interface Asking {
  readonly household: number;
  /** Of `world.all`, those that are open today. */
  readonly pairs: readonly number[];
}

/**
 * Who could have anything today, by number. Of households that are alike to every goal and dwelling no more than there are dwellings for them, those
 * who wait longest: the others could never be placed beside them, and would only be the same question again.
 */
function askingToday(course: Course, termOf: (household: number) => number): readonly Asking[] {
  const { all } = course.world;
  const alike = new Map<string, number>();
  const asking: Asking[] = [];
  for (const h of course.waiting()) {
    const pairs: number[] = [];
    for (let k = all.firstPair[h]!, end = all.firstPair[h + 1]!; k < end; k++) if (course.isOpen(h, k)) pairs.push(k);
    const open = pairs.map((k) => `${all.pairDwelling[k]!}:${all.pairFit?.[k] ?? 0}`).join();
    const key = `${all.householdMunicipality[h]!} ${all.persons[h]!} ${termOf(h)} ${open}`;
    const before = alike.get(key) ?? 0;
    if (before >= pairs.length) continue;
    alike.set(key, before + 1);
    asking.push({ household: h, pairs });
  }
  return asking.sort((one, other) => one.household - other.household);
}

function ranksOf(days: readonly number[]): Int32Array {
  const rank = new Map([...new Set(days)].sort((one, other) => one - other).map((day, at) => [day, at]));
  return Int32Array.from(days, (day) => rank.get(day)!);
}
