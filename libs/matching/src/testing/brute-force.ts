import type { Goal } from '../model/goals.js';
import type { Exchange, Floors, Leg, Plan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { joinings } from './joinings.js';

/** A plan that is best by the goals in their order, found by looking at every plan. */
export interface Best {
  readonly values: number[];
  readonly plan: Plan;
  readonly floors: Floors | null;
}

/** The best values of all goals in their order. For up to five households, dwellings and municipalities. */
export const bruteForce = (problem: Problem): number[] => bruteForceBest(problem).values;

export function bruteForceBest(problem: Problem): Best {
  const floors = problem.neverWorseOff ? bruteForceFloors(problem) : null;
  let best: Best | null = null;
  forEachMatching(
    problem,
    () => true,
    (legs) => {
      if (floors !== null && !reaches(problem, legs, floors)) return;
      const whatever = valuesOfLegs(problem, legs);
      if (best !== null && isBehind(problem.goals, whatever, best.values)) return;
      const local = legs.filter((leg) => !crosses(problem, leg));
      const crossing = legs.filter((leg) => crosses(problem, leg));
      joinings(problem, crossing, (exchanges) => {
        const values = problem.goals.map(
          (goal) => whatever[goal] ?? valueOfJoining(problem, goal, local.length, exchanges),
        );
        if (best === null || isAhead(values, best.values)) best = { values, plan: { local, exchanges }, floors };
      });
    },
  );
  // With floors the local-only plan that they come from is a plan, else the empty one.
  if (best === null) throw new Error('no plan at all, not even the one of the floors');
  return best;
}

/** The floors of "never worse off", by looking at every plan with local placements only. */
export function bruteForceFloors(problem: Problem): Floors {
  let best: number[] | null = null;
  let chosen: readonly Leg[] = [];
  forEachMatching(
    problem,
    (leg) => !crosses(problem, leg),
    (legs) => {
      const values = valuesOfLegs(problem, legs);
      const singles = legs.filter(({ household }) => problem.persons[household] === 1).length;
      const goals = problem.goals.map((goal) => values[goal] ?? valueOfJoining(problem, goal, legs.length, []));
      const tuple = [...goals, legs.length, values.persons!, singles];
      if (best !== null && !isAhead(tuple, best)) return;
      best = tuple;
      chosen = [...legs];
    },
  );
  const households = new Int32Array(problem.municipalityCodes.length);
  const persons = new Int32Array(problem.municipalityCodes.length);
  for (const { household } of chosen) {
    households[problem.householdMunicipality[household]!]! += 1;
    persons[problem.householdMunicipality[household]!]! += problem.persons[household]!;
  }
  const singles = chosen.filter(({ household }) => problem.persons[household] === 1).length;
  return { households, persons, singles: problem.singlesFloor ? singles : 0 };
}

const crosses = (problem: Problem, { household, dwelling }: Leg): boolean =>
  problem.householdMunicipality[household] !== problem.dwellingMunicipality[dwelling];

/** Every way to give each household at most one fitting dwelling, and each dwelling to at most one. */
function forEachMatching(
  problem: Problem,
  allowed: (leg: Leg) => boolean,
  visit: (legs: readonly Leg[]) => void,
): void {
  const legs: Leg[] = [];
  const used = new Set<number>();
  const choose = (household: number): void => {
    if (household === problem.persons.length) return visit(legs);
    choose(household + 1);
    for (let pair = problem.firstPair[household]!; pair < problem.firstPair[household + 1]!; pair += 1) {
      const leg = { household, dwelling: problem.pairDwelling[pair]! };
      if (used.has(leg.dwelling) || !allowed(leg)) continue;
      used.add(leg.dwelling);
      legs.push(leg);
      choose(household + 1);
      legs.pop();
      used.delete(leg.dwelling);
    }
  };
  choose(0);
}

function reaches(problem: Problem, legs: readonly Leg[], floors: Floors): boolean {
  const households = floors.households.slice();
  const persons = floors.persons.slice();
  let { singles } = floors;
  for (const { household } of legs) {
    households[problem.householdMunicipality[household]!]! -= 1;
    persons[problem.householdMunicipality[household]!]! -= problem.persons[household]!;
    if (problem.persons[household] === 1) singles -= 1;
  }
  return singles <= 0 && households.every((missing) => missing <= 0) && persons.every((missing) => missing <= 0);
}

type ValuesOfLegs = Partial<Record<Goal, number>>;

/** What the legs are worth for each goal that does not depend on how they are joined. */
function valuesOfLegs(problem: Problem, legs: readonly Leg[]): ValuesOfLegs {
  const values = {
    weight: 0,
    fit: 0,
    households: 0,
    persons: 0,
    overdueHouseholds: 0,
    nearTermHouseholds: 0,
    fewestMoves: 0,
  };
  for (const leg of legs) {
    const { household, dwelling } = leg;
    const pair = problem.pairDwelling.indexOf(dwelling, problem.firstPair[household]);
    values.weight += problem.pairWeight[pair]!;
    values.fit += problem.pairFit?.[pair] ?? 0;
    values.households += 1;
    values.persons += problem.persons[household]!;
    values.overdueHouseholds += problem.overdue?.[household] ?? 0;
    values.nearTermHouseholds += problem.nearTerm?.[household] ?? 0;
    if (crosses(problem, leg)) values.fewestMoves -= 1;
  }
  return values;
}

function valueOfJoining(problem: Problem, goal: Goal, local: number, exchanges: readonly Exchange[]): number {
  let value = goal === 'expectedHouseholds' ? 1000 * local : 0;
  for (const { closed, legs } of exchanges) {
    const municipalities = legs.map(({ household }) => problem.householdMunicipality[household]!);
    if (!closed) municipalities.push(problem.dwellingMunicipality[legs.at(-1)!.dwelling]!);
    value += goal === 'expectedHouseholds' ? expected(problem, municipalities, legs.length) : -municipalities.length;
  }
  return value;
}

function expected(problem: Problem, municipalities: readonly number[], legs: number): number {
  let thousandths = BigInt(1000 * legs);
  let unit = 1n;
  for (const municipality of municipalities) {
    thousandths *= BigInt(problem.acceptance[municipality]!);
    unit *= 1000n;
  }
  const rest = thousandths % unit;
  return Number(thousandths / unit) + (2n * rest >= unit ? 1 : 0);
}

/** Whether the goals up to the first that depends on joining are worse already. */
function isBehind(goals: readonly Goal[], values: ValuesOfLegs, best: readonly number[]): boolean {
  for (const [index, goal] of goals.entries()) {
    const value = values[goal];
    if (value === undefined || value > best[index]!) return false;
    if (value < best[index]!) return true;
  }
  return false;
}

const isAhead = (values: readonly number[], best: readonly number[]): boolean => {
  const index = values.findIndex((value, place) => value !== best[place]);
  return index >= 0 && values[index]! > best[index]!;
};
