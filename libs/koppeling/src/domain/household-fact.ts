import type { HouseholdEvent } from './household.events.js';

type Without<E> = E extends HouseholdEvent ? Omit<E, 'openKoppelingen'> : never;
/** What is decided about a household, before it is said what that does to open koppelingen. */
export type HouseholdFact = Without<HouseholdEvent>;
export type HouseholdFactOf<T extends HouseholdFact['type']> = Extract<HouseholdFact, { type: T }>;
