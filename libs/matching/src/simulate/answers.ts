import { mulberry32 } from '#libs/kernel';

/**
 * Whether a municipality takes a household of another into one of its dwellings, when it is asked. By the household and the dwelling only, so that the
 * same question gets the same answer under every policy, and asking again does not help.
 */
export function agrees(seed: number, acceptance: number, household: number, dwelling: number): boolean {
  const mixed = Math.imul(Math.imul(seed ^ 0x5bd1_e995, 0x9e37_79b1) + household, 0x85eb_ca6b) + dwelling;
  const draw = mulberry32(Math.imul(mixed ^ (mixed >>> 15), 0xc2b2_ae35));
  return draw() * 1000 < acceptance;
}
