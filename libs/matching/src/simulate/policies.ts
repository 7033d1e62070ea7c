import { ok, type Result } from '#libs/kernel';
import { shippedMatchingPolicy } from '../compatibility/matching.policy.js';
import type { PolicyGoal } from '../model/goals.js';
import { Course } from './course.js';
import { HumanSwaps } from './human-swaps.js';
import { placeLocally } from './local-placing.js';
import { holdRound, type RoundTally } from './round.js';
import type { World } from './world.js';

/** Ways to house people, in the order in which they are told. `hindsight` is none, but a bound (hindsight.ts). */
export const SIMULATED = ['local', 'swaps', 'weekly', 'daily', 'daily-persons', 'daily-in-time', 'hindsight'] as const;
export type Simulated = (typeof SIMULATED)[number];
export type SimulatedPolicy = Exclude<Simulated, 'hindsight'>;

/** Rounds of a policy: one every so many days, for these goals. */
interface Rounds {
  readonly every: number;
  readonly goals: readonly PolicyGoal[];
}

/** Goals that no figure of a simulation can show, and each goal takes its time in some thousand rounds. */
const NOT_SHOWN: readonly PolicyGoal[] = ['fit', 'fewestMunicipalities'];

function roundsOf(policy: SimulatedPolicy): Rounds | null {
  const goals = shippedMatchingPolicy().goals.filter((goal) => !NOT_SHOWN.includes(goal));
  const first = (...ahead: readonly PolicyGoal[]): readonly PolicyGoal[] => [
    ...ahead,
    ...goals.filter((goal) => !ahead.includes(goal)),
  ];
  switch (policy) {
    case 'local':
    case 'swaps':
      return null;
    case 'weekly':
      return { every: 7, goals };
    case 'daily':
      return { every: 1, goals };
    case 'daily-persons':
      return { every: 1, goals: first('persons') };
    case 'daily-in-time':
      return { every: 1, goals: first('households', 'persons', 'nearTermHouseholds') };
  }
}

/** What a half year under a policy came to. */
export interface Ran {
  readonly course: Course;
  readonly tally: Readonly<RoundTally>;
}

/** Lives through the days of a world under one policy. Local placements never wait for a round. */
export async function runPolicy(world: World, policy: SimulatedPolicy): Promise<Result<Ran>> {
  const course = new Course(world);
  const tally: RoundTally = { rounds: 0, unproven: 0 };
  const swaps = policy === 'swaps' ? new HumanSwaps() : null;
  const rounds = roundsOf(policy);
  for (let day = 0; day < world.rules.days; day++) {
    course.begin();
    if (rounds !== null && day % rounds.every === 0) {
      const held = await holdRound(course, rounds.goals, tally);
      if (!held.ok) return held;
    }
    // After a round too: a plan that is not proven may leave somebody who fits.
    placeLocally(course);
    swaps?.look(course);
  }
  return ok({ course, tally });
}
