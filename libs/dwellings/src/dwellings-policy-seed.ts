import type { EventStore } from '#libs/event-store';
import { packageFile, type IdSource } from '#libs/kernel';
import { policyAdopted, seedPolicies, type PolicyAdopted } from '#libs/policy';
import { readFileSync } from 'node:fs';
import { dwellingsPolicy } from './domain/dwellings.policy.js';

const SEEDS = ['libs/dwellings/policy/dwellings-2023-01.json'] as const;

/** The versions of the dwellings policy that ship with the software. Throws when a file is not what we shipped. */
export function dwellingsPolicySeeds(): readonly PolicyAdopted[] {
  return SEEDS.map((path) => {
    const adopted = policyAdopted.parse(JSON.parse(readFileSync(packageFile(path), 'utf8')));
    dwellingsPolicy.parse(adopted.content);
    return adopted;
  });
}

/** Adopts them in a new store; running it again stores nothing. */
export const seedDwellingsPolicy = (store: EventStore, ids?: IdSource): Promise<void> =>
  seedPolicies(store, dwellingsPolicySeeds(), ids);
