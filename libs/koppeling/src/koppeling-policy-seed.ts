import type { EventStore } from '#libs/event-store';
import { packageFile, type IdSource } from '#libs/kernel';
import { policyAdopted, seedPolicies, type PolicyAdopted } from '#libs/policy';
import { readFileSync } from 'node:fs';
import { koppelingPolicy } from './domain/koppeling.policy.js';

const SEEDS = ['libs/koppeling/policy/koppeling-2015-01.json'] as const;

/** The versions of the koppeling policy that ship with the software. Throws when a file is not what we shipped. */
export function koppelingPolicySeeds(): readonly PolicyAdopted[] {
  return SEEDS.map((path) => {
    const adopted = policyAdopted.parse(JSON.parse(readFileSync(packageFile(path), 'utf8')));
    koppelingPolicy.parse(adopted.content);
    return adopted;
  });
}

/** Adopts them in a new store; running it again stores nothing. */
export const seedKoppelingPolicy = (store: EventStore, ids?: IdSource): Promise<void> =>
  seedPolicies(store, koppelingPolicySeeds(), ids);
