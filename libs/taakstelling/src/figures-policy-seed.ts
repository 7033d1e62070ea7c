import type { EventStore } from '#libs/event-store';
import { packageFile, type IdSource } from '#libs/kernel';
import { policyAdopted, seedPolicies, type PolicyAdopted } from '#libs/policy';
import { readFileSync } from 'node:fs';
import { figuresPolicy } from './domain/figures.policy.js';

const SEEDS = ['libs/taakstelling/policy/figures-2023-01.json'] as const;

/** The versions of the figures policy that ship with the software. Throws when a file is not what we shipped. */
export function figuresPolicySeeds(): readonly PolicyAdopted[] {
  return SEEDS.map((path) => {
    const adopted = policyAdopted.parse(JSON.parse(readFileSync(packageFile(path), 'utf8')));
    figuresPolicy.parse(adopted.content);
    return adopted;
  });
}

/** Adopts them in a new store; running it again stores nothing. */
export const seedFiguresPolicy = (store: EventStore, ids?: IdSource): Promise<void> =>
  seedPolicies(store, figuresPolicySeeds(), ids);
