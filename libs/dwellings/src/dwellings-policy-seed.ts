import type { EventStore } from '#libs/event-store';
import type { IdSource } from '#libs/kernel';
import { seedPolicies, shippedPolicies, type PolicyAdopted } from '#libs/policy';
import { dwellingsPolicy } from './domain/dwellings.policy.js';

/** The versions of the dwellings policy that ship with the software. Throws when a file is not what we shipped. */
export const dwellingsPolicySeeds = (): readonly PolicyAdopted[] =>
  shippedPolicies(['libs/dwellings/policy/dwellings-2023-01.json'], dwellingsPolicy);

/** Adopts them in a new store; running it again stores nothing. */
export const seedDwellingsPolicy = (store: EventStore, ids?: IdSource): Promise<void> =>
  seedPolicies(store, dwellingsPolicySeeds(), ids);
