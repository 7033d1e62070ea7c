import type { EventStore } from '#libs/event-store';
import type { IdSource } from '#libs/kernel';
import { seedPolicies, shippedPolicies, type PolicyAdopted } from '#libs/policy';
import { koppelingPolicy } from './domain/koppeling.policy.js';

/** The versions of the koppeling policy that ship with the software. Throws when a file is not what we shipped. */
export const koppelingPolicySeeds = (): readonly PolicyAdopted[] =>
  shippedPolicies(['libs/koppeling/policy/koppeling-2015-01.json'], koppelingPolicy);

/** Adopts them in a new store; running it again stores nothing. */
export const seedKoppelingPolicy = (store: EventStore, ids?: IdSource): Promise<void> =>
  seedPolicies(store, koppelingPolicySeeds(), ids);
