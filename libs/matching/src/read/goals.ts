import type { Goal } from '../model/goals.js';
import type { Faults } from './faults.js';

/** The goals of a file in their order. Refuses `GOAL_UNKNOWN_HERE` and `GOAL_TWICE`. */
export function goalsOf(
  named: readonly Goal[] | undefined,
  otherwise: readonly Goal[],
  known: readonly Goal[],
  faults: Faults,
): readonly Goal[] {
  const goals = named ?? otherwise;
  goals.forEach((goal, i) => {
    const path = ['policy', 'goals', i];
    if (!known.includes(goal)) {
      faults.add('GOAL_UNKNOWN_HERE', `met gegeven paren is het doel ${goal} niet te berekenen`, path, {
        known: [...known],
      });
    }
    if (goals.indexOf(goal) < i) faults.add('GOAL_TWICE', `het doel ${goal} staat er al`, path);
  });
  return goals;
}
