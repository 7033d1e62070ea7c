import { worthOf } from '../../check/worth.js';
import type { PolicyGoal } from '../../model/goals.js';
import type { Plan, Solution } from '../../model/plan.js';
import type { Problem } from '../../model/problem.js';
import type { Difference, Move, Verdict } from '../explanation.js';

/** A plan of a problem. Both were seen to be sound. */
export interface Solved {
  readonly problem: Problem;
  readonly solution: Solution;
}

/** The dwelling of each household that is placed, by numbers. */
export function homesOf({ local, exchanges }: Plan): ReadonlyMap<number, number> {
  const legs = [...local, ...exchanges.flatMap((exchange) => exchange.legs)];
  return new Map(legs.map(({ household, dwelling }) => [household, dwelling]));
}

/** What differs between two plans, counted from the plans alone: each goal by the checker, each move by who lives where. */
export function expectedDifference(before: Solved, after: Solved): Difference {
  const was = homesOf(before.solution.plan);
  const becomes = homesOf(after.solution.plan);
  const ids = before.problem.householdIds;
  const worths = [worthOf(before.problem, before.solution.plan), worthOf(after.problem, after.solution.plan)] as const;
  return {
    goals: before.problem.goals.map((goal) => ({
      goal: goal as PolicyGoal,
      before: worths[0][goal],
      after: worths[1][goal],
    })),
    chains: expectedChains(before.problem, was, becomes),
    gained: ids.filter((_, h) => becomes.has(h) && !was.has(h)),
    lost: ids.filter((_, h) => was.has(h) && !becomes.has(h)),
    fewest: after.problem.goals.at(-1) === 'kept' && allProven(after.solution),
  };
}

/** Levels were seen to reach and to prove what they say. */
export const allProven = ({ levels }: Solution): boolean => levels.every((level) => level.bound === level.value);

export const goalsProven = ({ levels }: Solution): boolean =>
  levels.every(({ goal, bound, value }) => goal === 'kept' || bound === value);

export function expectedVerdict({ goals }: Difference): { verdict: Verdict; reason: PolicyGoal | null } {
  for (const { goal, before, after } of goals) {
    if (after < before) return { verdict: 'costs', reason: goal };
    if (after > before) return { verdict: 'gains', reason: goal };
  }
  return { verdict: 'equal', reason: null };
}

function expectedChains(
  { householdIds, dwellingIds }: Problem,
  was: ReadonlyMap<number, number>,
  becomes: ReadonlyMap<number, number>,
): readonly Move[][] {
  const moving = householdIds.flatMap((_, h) => (was.get(h) === becomes.get(h) ? [] : [h]));
  const gaveUp = new Map(moving.flatMap((h) => (was.has(h) ? [[was.get(h)!, h] as const] : [])));
  const nextOf = (h: number): number | undefined => (becomes.has(h) ? gaveUp.get(becomes.get(h)!) : undefined);
  const displaced = new Set(moving.map(nextOf));
  const chains: Move[][] = [];
  const told = new Set<number>();
  const idOf = (d: number | undefined): string | null => (d === undefined ? null : dwellingIds[d]!);
  // Who displaces but is not displaced begins; who is left after that goes round.
  for (const first of [...moving.filter((h) => !displaced.has(h)), ...moving.filter((h) => displaced.has(h))]) {
    const chain: Move[] = [];
    for (let h: number | undefined = first; h !== undefined && !told.has(h); h = nextOf(h)) {
      told.add(h);
      chain.push({ household: householdIds[h]!, from: idOf(was.get(h)), to: idOf(becomes.get(h)) });
    }
    if (chain.length > 0) chains.push(chain);
  }
  return chains;
}
