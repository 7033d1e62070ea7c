import { worthOf } from '../../check/worth.js';
import type { Leg } from '../../model/plan.js';
import type { Problem } from '../../model/problem.js';
import { bruteForceFloors } from '../../testing/brute-force.js';
import { joinings } from '../../testing/joinings.js';

/** The best worth of the goals in their order among all plans that hold what is wanted; null where none does. For up to five of everything. */
export function bestOfAll(problem: Problem, wanted: (legs: readonly Leg[]) => boolean): readonly number[] | null {
  let best: readonly number[] | null = null;
  const floors = problem.neverWorseOff ? bruteForceFloors(problem) : null;
  const visit = (legs: readonly Leg[]): void => {
    if (!wanted(legs)) return;
    if (floors !== null && !reaches(problem, legs, floors)) return;
    const crosses = ({ household, dwelling }: Leg): boolean =>
      problem.householdMunicipality[household] !== problem.dwellingMunicipality[dwelling];
    const local = legs.filter((leg) => !crosses(leg));
    joinings(
      problem,
      legs.filter((leg) => crosses(leg)),
      (exchanges) => {
        const worth = worthOf(problem, { local, exchanges });
        const values = problem.goals.map((goal) => worth[goal]);
        if (best === null || isAhead(values, best)) best = values;
      },
    );
  };
  forEachMatching(problem, visit);
  return best;
}

function reaches(problem: Problem, legs: readonly Leg[], floors: ReturnType<typeof bruteForceFloors>): boolean {
  const households = [...floors.households];
  const persons = [...floors.persons];
  let { singles } = floors;
  for (const { household } of legs) {
    const municipality = problem.householdMunicipality[household]!;
    households[municipality]! -= 1;
    persons[municipality]! -= problem.persons[household]!;
    if (problem.persons[household] === 1) singles -= 1;
  }
  return singles <= 0 && Math.max(0, ...households) === 0 && Math.max(0, ...persons) === 0;
}

function forEachMatching(problem: Problem, visit: (legs: readonly Leg[]) => void): void {
  const legs: Leg[] = [];
  const choose = (household: number): void => {
    if (household === problem.householdIds.length) return visit(legs);
    choose(household + 1);
    for (const dwelling of problem.pairDwelling.subarray(
      problem.firstPair[household],
      problem.firstPair[household + 1],
    )) {
      if (legs.some((leg) => leg.dwelling === dwelling)) continue;
      legs.push({ household, dwelling });
      choose(household + 1);
      legs.pop();
    }
  };
  choose(0);
}

const isAhead = (values: readonly number[], others: readonly number[]): boolean => {
  const at = values.findIndex((value, index) => value !== others[index]);
  return at >= 0 && values[at]! > others[at]!;
};
