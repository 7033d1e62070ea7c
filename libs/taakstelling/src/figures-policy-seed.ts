import { shippedPolicies, type PolicyAdopted } from '#libs/policy';
import { figuresPolicy } from './domain/figures.policy.js';

/** The versions of the figures policy that ship with the software. Throws when a file is not what we shipped. */
export const figuresPolicySeeds = (): readonly PolicyAdopted[] =>
  shippedPolicies(['libs/taakstelling/policy/figures-2023-01.json'], figuresPolicy);
