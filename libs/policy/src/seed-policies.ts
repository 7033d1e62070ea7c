import type { EventStore } from '#libs/event-store';
import { canonicalJson, idFrom, packageFile, randomIds, type IdSource } from '#libs/kernel';
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { policyAdopted, type PolicyAdopted } from './policy.events.js';
import { runPolicy } from './run-policy.js';

/** Who adopted what ships with the software. */
const SEED_ACTOR = 'system:seed';

/**
 * Versions of a policy that ship with the software, from their files.
 * @param paths within the package, as `libs/taakstelling/policy/figures-2023-01.json`
 * @throws ZodError when a file is not what we shipped
 */
export function shippedPolicies(paths: readonly string[], content: z.ZodType): readonly PolicyAdopted[] {
  return paths.map((path) => {
    const adopted = policyAdopted.parse(JSON.parse(readFileSync(packageFile(path), 'utf8')));
    content.parse(adopted.content);
    return adopted;
  });
}

/**
 * Adopts the versions that ship with the software, once: running it again stores nothing.
 * Throws when a version of that name with other content is there already, for then the shipped file was changed in place.
 */
export async function seedPolicies(
  store: EventStore,
  seeds: readonly PolicyAdopted[],
  ids: IdSource = randomIds,
): Promise<void> {
  for (const seed of seeds) {
    const adopted = policyAdopted.parse(seed);
    const { policy, version } = adopted;
    const outcome = await runPolicy(store, ids, {
      policy,
      version,
      actor: SEED_ACTOR,
      commandId: idFrom(canonicalJson(['seed-policy', { ...adopted }])),
      content: { ...adopted },
      expectedVersion: null,
      command: { type: 'AdoptShipped', adopted },
    });
    if (!outcome.ok) throw new Error(`policy ${policy} ${version}: ${outcome.refusals[0]?.message}`);
  }
}
