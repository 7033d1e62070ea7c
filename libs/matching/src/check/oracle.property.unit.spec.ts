import { mulberry32 } from '#libs/kernel';
import { bruteForceBest, bruteForceFloors } from '../testing/brute-force.js';
import { smallProblem } from '../testing/small-instances.js';
import { squeeze } from '../testing/squeezed-certificates.js';
import type { Leg, Plan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { provenBound } from './certificate.js';
import { Faults } from './fault.js';
import { checkPlan } from './feasibility.js';
import { checkFloors, localFloors } from './floors.js';
import { groundOf } from './ground.js';
import { worthOf } from './worth.js';

/** More with PROBLEMS=10000. */
const PROBLEMS = Number(process.env.PROBLEMS ?? 200);
const seeds = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

const isPlan = (problem: Problem, plan: Plan, floors: unknown): boolean => {
  const faults = new Faults();
  checkPlan(problem, plan, faults);
  checkFloors(problem, floors, plan, faults);
  return faults.none;
};

const valuesOf = (problem: Problem, plan: Plan): readonly number[] => {
  const worth = worthOf(problem, plan);
  return problem.goals.map((goal) => worth[goal]);
};

const isAhead = (values: readonly number[], others: readonly number[]): boolean => {
  const index = values.findIndex((value, place) => value !== others[place]);
  return index >= 0 && values[index]! > others[index]!;
};

test('the checker accepts the plan that a search through all plans finds best, values it as that does, and knows its floors', () => {
  for (const seed of seeds(PROBLEMS)) {
    const problem = smallProblem(mulberry32(seed));
    const { plan, values, floors } = bruteForceBest(problem);
    expect(isPlan(problem, plan, floors), `seed ${seed}`).toBe(true);
    expect(valuesOf(problem, plan), `seed ${seed}`).toEqual(values);
    expect(localFloors(problem), `seed ${seed}`).toEqual(bruteForceFloors(problem));
  }
});

test('whatever is changed in a best plan, the checker refuses it or it is no better', () => {
  let accepted = 0;
  for (const seed of seeds(PROBLEMS)) {
    const random = mulberry32(seed);
    const problem = smallProblem(random);
    const { plan, values, floors } = bruteForceBest(problem);
    for (let change = 0; change < 20; change += 1) {
      const changed = changedPlan(problem, plan, random);
      if (!isPlan(problem, changed, floors)) continue;
      accepted += 1;
      expect(isAhead(valuesOf(problem, changed), values), `seed ${seed}`).toBe(false);
    }
  }
  expect(accepted).toBeGreaterThan(PROBLEMS);
});

/** One leg more, fewer or other; exchanges joined, parted, opened or closed. */
function changedPlan(problem: Problem, plan: Plan, random: () => number): Plan {
  const below = (count: number): number => Math.floor(random() * count);
  const { householdIds, dwellingIds } = problem;
  if (householdIds.length === 0 || dwellingIds.length === 0) return plan;
  const leg = (): Leg => ({ household: below(householdIds.length), dwelling: below(dwellingIds.length) });
  const { local, exchanges } = plan;
  const closed = random() < 0.5;
  switch (below(6)) {
    case 0:
      return { local: [...local, leg()], exchanges };
    case 1:
      return { local: local.slice(1), exchanges };
    case 2:
      return { local, exchanges: [...exchanges, { closed, legs: closed ? [leg(), leg()] : [leg()] }] };
    case 3:
      return { local, exchanges: exchanges.slice(1) };
    case 4:
      return { local, exchanges: [{ closed, legs: exchanges.flatMap(({ legs }) => legs) }] };
    default:
      return { local: local.slice(0, -1), exchanges: [...exchanges, { closed: false, legs: [leg()] }] };
  }
}

test('no certificate that an adversary squeezes out of the checker proves less than the best plan reaches', () => {
  let tight = 0;
  const problems = PROBLEMS / 5;
  for (const seed of seeds(problems)) {
    const { bound, value } = squeezedBound(seed);
    expect(bound, `seed ${seed}`).toBeGreaterThanOrEqual(value);
    if (bound === value) tight += 1;
  }
  // The adversary is no fool: its bounds are mostly the best ones.
  expect(tight).toBeGreaterThan(problems / 3);
});

function squeezedBound(seed: number): { readonly bound: number; readonly value: number } {
  const random = mulberry32(seed);
  const problem = smallProblem(random);
  const { values, floors } = bruteForceBest(problem);
  const ground = groundOf(problem);
  const level = Math.floor(random() * problem.goals.length);
  const goal = problem.goals[level]!;
  const earlier = problem.goals.slice(0, level).map((before, index) => ({ goal: before, reached: values[index]! }));
  const room = {
    municipalities: ground.municipalities,
    sizes: ground.sizes,
    dwellings: problem.dwellingIds.length,
    pairs: problem.pairDwelling.length,
    earlier: level,
    step: goal === 'weight' ? Math.max(20, ground.largestWeight / 2) : goal === 'expectedHouseholds' ? 800 : 5,
    start: goal === 'expectedHouseholds' ? -1000 : 0,
  };
  const { bound } = squeeze(room, random, 120, (certificate) =>
    provenBound(ground, { goal, earlier, floors }, certificate, new Faults(), '0'),
  );
  return { bound: bound ?? NaN, value: values[level]! };
}
