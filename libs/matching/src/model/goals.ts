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
export type Goal = (typeof GOALS)[number];

/** Goals that an instance with given pairs ("raw") knows: it carries no dates, no acceptance and no fit. */
export const RAW_GOALS: readonly Goal[] = ['weight', 'households', 'persons', 'fewestMoves', 'fewestMunicipalities'];
