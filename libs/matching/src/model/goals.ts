/** What people may put first, in their order. Every goal is maximised; those of `fewest…` count below zero (interfaces.md §3). */
export const GOALS = [
  'weight',
  'overdueHouseholds',
  'households',
  'persons',
  'nearTermHouseholds',
  'expectedHouseholds',
  'fit',
  'fewestMoves',
  'fewestMunicipalities',
] as const;
export type PolicyGoal = (typeof GOALS)[number];

/** What an explanation puts before all goals, and after all: things that it asks for, placements of another plan that it keeps (asking.ts). */
export type HiddenGoal = 'asked' | 'kept';
export type Goal = PolicyGoal | HiddenGoal;

/** Goals that an instance with given pairs ("raw") knows: it carries no dates, no acceptance and no fit. */
export const RAW_GOALS: readonly PolicyGoal[] = [
  'weight',
  'households',
  'persons',
  'fewestMoves',
  'fewestMunicipalities',
];
