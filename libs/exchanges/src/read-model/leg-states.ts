/** How far a leg is. That the exchange ended is told of the exchange: its legs stay as they were. */
export const LEG_STATES = [
  'proposed',
  'informed',
  'objected',
  'requested',
  'confirmed',
  'refused',
  'reversal-requested',
  'reversed',
  'settled',
  'placed',
  'failed',
  'repaired',
] as const;
export type LegStateName = (typeof LEG_STATES)[number];

/** Why a row stands in the exchange balance. */
export const BALANCE_CAUSES = ['settled', 'returned', 'balanced'] as const;
export type BalanceCause = (typeof BALANCE_CAUSES)[number];

export const DIRECTIONS = ['given', 'received'] as const;
export type Direction = (typeof DIRECTIONS)[number];
