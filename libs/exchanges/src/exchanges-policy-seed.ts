import { shippedPolicies, type PolicyAdopted } from '#libs/policy';
import { exchangesPolicy } from './domain/exchanges.policy.js';

/** The versions of the exchanges policy that ship with the software. Throws when a file is not what we shipped. */
export const exchangesPolicySeeds = (): readonly PolicyAdopted[] =>
  shippedPolicies(['libs/exchanges/policy/exchanges-2023-01.json'], exchangesPolicy);
