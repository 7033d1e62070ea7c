import { runCommand, type EventStore } from '#libs/event-store';
import { canonicalJson, idFrom, ok, randomIds, type IdSource } from '#libs/kernel';
import { adoptVersion } from './adopt-version.js';
import { policyAdopted, policyStream, type PolicyAdopted } from './policy.events.js';

/** Who adopted what ships with the software. */
const SEED_ACTOR = 'system:seed';

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
    const outcome = await runCommand(store, {
      command: { id: idFrom(canonicalJson(['seed-policy', { ...adopted }])), content: { ...adopted } },
      meta: { actor: SEED_ACTOR },
      streams: [policyStream(adopted.policy)],
      decide: (history) => {
        const append = adoptVersion(adopted, history, ids);
        return append.ok ? ok({ append: append.value, result: adopted.version }) : append;
      },
    });
    if (!outcome.ok) throw new Error(`policy ${seed.policy} ${seed.version}: ${outcome.refusals[0]?.message}`);
  }
}
