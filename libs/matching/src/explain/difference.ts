import type { PolicyGoal } from '../model/goals.js';
import type { Plan, Solution } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import type { Chain, Difference, GoalChange, Verdict } from './explanation.js';

/** Per household its dwelling, per dwelling its household; −1: none. */
interface Seats {
  readonly dwellingOf: Int32Array;
  readonly householdOf: Int32Array;
}

export function seatsOf({ householdIds, dwellingIds }: Problem, { local, exchanges }: Plan): Seats {
  const dwellingOf = new Int32Array(householdIds.length).fill(-1);
  const householdOf = new Int32Array(dwellingIds.length).fill(-1);
  for (const { household, dwelling } of [...local, ...exchanges.flatMap(({ legs }) => legs)]) {
    dwellingOf[household] = dwelling;
    householdOf[dwelling] = household;
  }
  return { dwellingOf, householdOf };
}

/** How two solutions of problems with the same households, dwellings and goals differ; the second may be of a problem with hidden goals. */
export function differenceOf(problem: Problem, before: Solution, after: Solution): Difference {
  const [was, becomes] = [seatsOf(problem, before.plan), seatsOf(problem, after.plan)];
  const only = (one: Seats, other: Seats): string[] =>
    problem.householdIds.filter((_, h) => one.dwellingOf[h]! >= 0 && other.dwellingOf[h]! < 0);
  return {
    goals: goalsOf(before, after),
    chains: chainsOf(problem, was, becomes),
    gained: only(becomes, was),
    lost: only(was, becomes),
    fewest: isProven(after) && after.levels.at(-1)?.goal === 'kept',
  };
}

export const isProven = ({ levels }: Solution): boolean => levels.every(({ value, bound }) => value === bound);

function goalsOf(before: Solution, after: Solution): GoalChange[] {
  return before.levels.map(({ goal, value }) => ({
    goal: goal as PolicyGoal,
    before: value,
    after: after.levels.find((level) => level.goal === goal)!.value,
  }));
}

/** The first goal that differs decides. */
export function verdictOn(goals: readonly GoalChange[]): { verdict: Verdict; reason: PolicyGoal | null } {
  const first = goals.find(({ before, after }) => before !== after);
  if (first === undefined) return { verdict: 'equal', reason: null };
  return { verdict: first.after < first.before ? 'costs' : 'gains', reason: first.goal };
}

/** From who takes what nobody gave up, along who is displaced; then those that go round, from the smallest. */
function chainsOf(problem: Problem, was: Seats, becomes: Seats): Chain[] {
  const { householdIds, dwellingIds } = problem;
  const moves = (h: number): boolean => was.dwellingOf[h] !== becomes.dwellingOf[h];
  const done = new Uint8Array(householdIds.length);
  const told = (d: number): string | null => (d < 0 ? null : dwellingIds[d]!);
  const follow = (first: number): Chain => {
    const chain = [];
    for (let h = first; h >= 0 && done[h] === 0;) {
      done[h] = 1;
      const to = becomes.dwellingOf[h]!;
      chain.push({ household: householdIds[h]!, from: told(was.dwellingOf[h]!), to: told(to) });
      h = to < 0 ? -1 : was.householdOf[to]!;
    }
    return chain;
  };
  /** Whether nobody takes the dwelling that it had. */
  const begins = (h: number): boolean => was.dwellingOf[h]! < 0 || becomes.householdOf[was.dwellingOf[h]!]! < 0;
  const moving = [...householdIds.keys()].filter(moves);
  const paths = moving.filter(begins).map((h) => follow(h));
  return [...paths, ...moving.filter((h) => done[h] === 0).flatMap((h) => (done[h] === 0 ? [follow(h)] : []))];
}
