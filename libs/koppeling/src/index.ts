export * from './domain/household.events.js';
export {
  coupledSince,
  coupledTo,
  heldByAt,
  holdAt,
  livingThere,
  type Hold,
  type Household,
  type KnownHousehold,
} from './domain/household.js';
export type { HouseholdCommand, HouseholdCommandOf } from './domain/household.commands.js';
export * from './domain/koppeling.policy.js';
export * from './domain/profile.js';
export { completed as completedFact } from './domain/household.decider.js';
export type { HouseholdFact } from './domain/household-fact.js';
export { parsePseudonym } from './domain/pseudonym.js';
export * from './features/index.js';
export * from './koppeling-policy-seed.js';
export * from './koppeling.definitions.js';
export * from './koppeling.module.js';
export * from './read-model/index.js';
