import { ok, refuse, type Result } from '#libs/kernel';
import { match } from '../answer/match.js';
import type { Problem } from '../model/problem.js';
import { cohortOf, MEASURES, percent, type Outcome } from './outcome.js';
import type { World } from './world.js';

/**
 * What no policy can pass, each measure by itself: everything is known beforehand, every municipality agrees, exchanges have any number of municipalities
 * and close over the half year, not each by itself, and persons need not balance. Households still do. That is a flow, solved and proven.
 * A lower bound of waits and lost dwellings. Measures without a bound are null.
 */
export async function hindsightOf(world: World): Promise<Result<Outcome>> {
  const { all, permitOn, rules } = world;
  const possible = possibleIn(world);
  const cohort = cohortOf(world);
  const inCohort = new Set(cohort);
  const persons = (h: number): number => all.persons[h]!;
  const inTime = (h: number, wait: number): number => Number(inCohort.has(h) && wait <= rules.termDays);
  const best = async (worth: (h: number, wait: number, d: number) => number): Promise<Result<number>> =>
    bestWorth(possible, permitOn, worth);
  // A dwelling would be lost on a day of the half year, if nobody took it.
  const perishes = (d: number): number => Number(world.vacantOn[d]! + rules.vacantDays < rules.days);

  const households = await best(inTime);
  const personsInTime = await best((h, wait) => persons(h) * inTime(h, wait));
  const housed = await best(() => 1);
  const personsHoused = await best(persons);
  const backlog = await best((h) => Number(permitOn[h]! < 0));
  const saved = await best((h, wait) => (inTime(h, wait) === 1 ? rules.termDays - wait : 0));
  const kept = await best((_h, _wait, d) => perishes(d));
  for (const bound of [households, personsInTime, housed, personsHoused, backlog, saved, kept])
    if (!bound.ok) return bound;

  const value = (bound: Result<number>): number => (bound.ok ? bound.value : Number.NaN);
  const none = Object.fromEntries(MEASURES.map((measure) => [measure, null])) as Record<keyof Outcome, null>;
  const backlogHouseholds = permitOn.filter((on) => on < 0).length;
  const perishing = world.vacantOn.reduce((sum, _, d) => sum + perishes(d), 0);
  return ok({
    ...none,
    householdsInTime: percent(value(households), cohort.length),
    personsInTime: percent(
      value(personsInTime),
      cohort.reduce((sum, h) => sum + persons(h), 0),
    ),
    householdsHoused: value(housed),
    personsHoused: value(personsHoused),
    backlogHoused: percent(value(backlog), backlogHouseholds),
    meanWait: cohort.length === 0 ? null : rules.termDays - value(saved) / cohort.length,
    dwellingsLost: perishing - value(kept),
  });
}

/** The pairs that could happen, and the first day on which they could. */
interface Possible {
  readonly problem: Problem;
  readonly day: Int32Array;
}

function possibleIn({ all, permitOn, vacantOn, rules }: World): Possible {
  const pairDwelling: number[] = [];
  const days: number[] = [];
  const firstPair = [0];
  for (let h = 0; h < permitOn.length; h++) {
    for (let k = all.firstPair[h]!, end = all.firstPair[h + 1]!; k < end; k++) {
      const d = all.pairDwelling[k]!;
      const meets = Math.max(0, permitOn[h]!, vacantOn[d]!);
      const crosses = all.householdMunicipality[h] !== all.dwellingMunicipality[d];
      const day = meets + (crosses ? rules.answerDays : 0);
      if (meets >= vacantOn[d]! + rules.vacantDays || day >= rules.days) continue;
      pairDwelling.push(d);
      days.push(day);
    }
    firstPair.push(pairDwelling.length);
  }
  const places = all.municipalityCodes.length;
  const problem: Problem = {
    ...all,
    firstPair: Int32Array.from(firstPair),
    pairDwelling: Int32Array.from(pairDwelling),
    pairWeight: new Int32Array(days.length),
    pairFit: null,
    overdue: null,
    nearTerm: null,
    householdBand: { low: new Float64Array(places), high: new Float64Array(places) },
    personsBand: { low: new Float64Array(places).fill(-Infinity), high: new Float64Array(places).fill(Infinity) },
    maxMunicipalities: Infinity,
    maxChain: 0,
    neverWorseOff: false,
    singlesFloor: false,
    goals: ['weight'],
    effort: 1,
  };
  return { problem, day: Int32Array.from(days) };
}

/** The most that disjoint pairs in balance are worth together: the bound, which is the value where it is proven. */
async function bestWorth(
  { problem, day }: Possible,
  permitOn: Int32Array,
  worth: (household: number, wait: number, dwelling: number) => number,
): Promise<Result<number>> {
  const weight = new Int32Array(day.length);
  for (let h = 0; h < permitOn.length; h++) {
    for (let k = problem.firstPair[h]!, end = problem.firstPair[h + 1]!; k < end; k++) {
      weight[k] = worth(h, day[k]! - permitOn[h]!, problem.pairDwelling[k]!);
    }
  }
  const answer = await match({ ...problem, pairWeight: weight });
  if (!answer.ok) return answer;
  // What is told as a bound must be one, also of what could not be solved to the end.
  return Number.isFinite(answer.value.bound) ? ok(answer.value.bound) : refuse('PLAN_NOT_SOUND', 'er is geen grens');
}
