import { dwellingsPolicySeeds } from '#libs/dwellings';
import type { EventStore } from '#libs/event-store';
import { exchangesPolicySeeds } from '#libs/exchanges';
import type { IdSource } from '#libs/kernel';
import { koppelingPolicySeeds } from '#libs/koppeling';
import { seedPolicies } from '#libs/policy';
import { figuresPolicySeeds } from '#libs/taakstelling';

/** Adopts every policy that ships with the software in a new store; running it again stores nothing. */
export const seedShippedPolicies = (store: EventStore, ids?: IdSource): Promise<void> =>
  seedPolicies(
    store,
    [...figuresPolicySeeds(), ...koppelingPolicySeeds(), ...dwellingsPolicySeeds(), ...exchangesPolicySeeds()],
    ids,
  );
