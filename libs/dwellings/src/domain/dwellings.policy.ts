import { z } from 'zod';

/** Name of the policy in `PolicyAdopted`. */
export const DWELLINGS_POLICY = 'dwellings';

/** What a law or a circular can change about dwellings on offer. */
export const dwellingsPolicy = z.strictObject({
  /** The lawful conditions (domain.md §4): the word as it stands in offers, and what it means, in Dutch. */
  conditions: z.record(
    z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/)
      .max(40),
    z.string().min(1).max(200),
  ),
});
export type DwellingsPolicy = z.infer<typeof dwellingsPolicy>;
