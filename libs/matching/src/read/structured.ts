import { ok, type LocalDate, type Result } from '#libs/kernel';
import { Compatibility } from '../compatibility/compatibility.js';
import { dayOf, type Day, type Dwelling, type Household, type Round } from '../compatibility/housing.js';
import type { MatchingPolicy } from '../compatibility/matching.policy.js';
import { GOALS } from '../model/goals.js';
import type { Problem } from '../model/problem.js';
import { Faults } from './faults.js';
import { goalsOf } from './goals.js';
import type { StructuredInstance } from './instance.schema.js';
import { listed, numbersOf, type Listing } from './listing.js';
import { refuseProfiles, vetoesOf } from './profile-faults.js';

/** Three numbers of 32 bits for each pair: four times those of the country still fit a small machine's memory. */
const MOST_PAIRS = 100_000_000;

/** A problem and, where pairs were not given, what they came from. */
export interface Reading {
  readonly problem: Problem;
  readonly compatibility: Compatibility | null;
}

/** An instance without pairs as a problem: pairs, weights and fit follow from policy. */
export function structuredProblem(instance: StructuredInstance, policy: MatchingPolicy): Result<Reading> {
  const faults = new Faults();
  const listing = listed(instance, faults);
  const goals = goalsOf(instance.policy.goals, policy.goals, GOALS, faults);
  refuseProfiles(instance, listing, policy, faults);
  const vetoes = vetoesOf(instance, listing, faults);
  if (!faults.none) return faults.refused;

  const households = householdsOf(listing, vetoes);
  const round = roundOf(instance, households);
  const surroundings = { centres: listing.municipalities.items, round, policy };
  const compatibility = new Compatibility(households, dwellingsOf(listing), surroundings);
  const counts = compatibility.counts();
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total > MOST_PAIRS) {
    faults.add('PAIRS_TOO_MANY', `er zijn ${total} passende paren; hoogstens ${MOST_PAIRS} gaan`, [], { total });
    return faults.refused;
  }
  const terms = termsOf(households, round, policy);
  const pairs = compatibility.pairs(counts);
  const problem = {
    ...numbersOf(instance, listing),
    ...terms,
    goals,
    firstPair: pairs.firstPair,
    pairDwelling: pairs.dwelling,
    pairWeight: weightsOf(households, terms.overdue, pairs, policy),
    pairFit: pairs.fit,
    acceptance: acceptanceOf(listing, policy),
    singlesFloor: true,
  };
  return ok({ problem, compatibility });
}

const NONE: ReadonlySet<number> = new Set();

const dayOrNull = (date: LocalDate | null): Day | null => (date === null ? null : dayOf(date));

function roundOf({ on }: StructuredInstance, households: readonly Household[]): Round {
  const given = dayOrNull(on);
  const latest = households.reduce((day, { readyOn }) => Math.max(day, readyOn ?? -Infinity), -Infinity);
  return { on: given ?? (latest === -Infinity ? null : latest), given };
}

function householdsOf(
  { households, municipalities }: Listing<StructuredInstance>,
  vetoes: ReadonlyMap<number, ReadonlySet<number>>,
): readonly Household[] {
  return households.items.map((household, number) => ({
    number,
    municipality: municipalities.numberOf.get(household.municipality)!,
    persons: household.persons,
    bedrooms: household.bedrooms,
    access: household.access,
    maxRent: household.maxRent,
    readyOn: dayOrNull(household.readyOn),
    dueOn: dayOrNull(household.dueOn),
    excluded: household.excluded.map((code) => municipalities.numberOf.get(code)!),
    ties: household.ties,
    meets: household.meets,
    vetoes: vetoes.get(number) ?? NONE,
  }));
}

// Field by field: what a rest leaves over is read ten times more slowly, and each is read by thousands of households.
const dwellingsOf = ({ dwellings, municipalities }: Listing<StructuredInstance>): readonly Dwelling[] =>
  dwellings.items.map((dwelling, number) => ({
    number,
    municipality: municipalities.numberOf.get(dwelling.municipality)!,
    bedrooms: dwelling.bedrooms,
    minPersons: dwelling.minPersons,
    maxPersons: dwelling.maxPersons,
    access: dwelling.access,
    rent: dwelling.rent,
    from: dayOrNull(dwelling.from),
    until: dayOrNull(dwelling.until),
    conditions: dwelling.conditions,
  }));

/**
 * Overdue: the term ended before the round. Near: it ends before the next one. Who waits longest is whose term ends first, for it
 * began with the permit and a recoupling does not restart it; without a term, last.
 */
function termsOf(households: readonly Household[], { on }: Round, { nextRoundDays }: MatchingPolicy) {
  const days = [...new Set(households.flatMap(({ dueOn }) => dueOn ?? []))].sort((one, other) => one - other);
  const rankOf = new Map<Day | null, number>(days.map((day, rank) => [day, rank]));
  const next = on === null ? null : on + nextRoundDays;
  const isOverdue = ({ dueOn }: Household): boolean => dueOn !== null && on !== null && dueOn < on;
  const isNear = (h: Household): boolean => h.dueOn !== null && next !== null && !isOverdue(h) && h.dueOn < next;
  return {
    overdue: Uint8Array.from(households, (household) => Number(isOverdue(household))),
    nearTerm: Uint8Array.from(households, (household) => Number(isNear(household))),
    waitingRank: Int32Array.from(households, ({ dueOn }) => rankOf.get(dueOn) ?? days.length),
  };
}

/** What a household is worth, whatever it gets, and the fit of the pair (fit.ts). */
function weightsOf(
  households: readonly Household[],
  overdue: Uint8Array,
  { firstPair, fit }: { readonly firstPair: Int32Array; readonly fit: Int32Array },
  { points }: MatchingPolicy,
): Int32Array {
  const weight = new Int32Array(fit.length);
  households.forEach(({ persons }, h) => {
    const worth = points.household + points.person * persons + points.overdue * overdue[h]!;
    for (let k = firstPair[h]!; k < firstPair[h + 1]!; k++) weight[k] = worth + fit[k]!;
  });
  return weight;
}

const acceptanceOf = (
  { municipalities }: Listing<StructuredInstance>,
  { acceptance: { prior, floor } }: MatchingPolicy,
): Int32Array => Int32Array.from(municipalities.items, ({ acceptance }) => Math.max(floor, acceptance ?? prior));
