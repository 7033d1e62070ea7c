import type { Identity } from '#libs/access';
import { inputs, type JsonObject } from '#libs/kernel';
import { z } from 'zod';

export const adoptInput = z.strictObject({
  policy: inputs.text(40),
  version: inputs.text(60),
  validFrom: inputs.date,
  /** First day on which it no longer holds; left out: until another is adopted. */
  validUntil: inputs.date.nullish().transform((date) => date ?? null),
  /** Checked by the schema of the policy. */
  content: z.custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
  source: inputs.text(500),
  approvedBy: inputs.text(200),
  knownAt: inputs.instant.nullish().transform((instant) => instant ?? null),
  expectedVersion: z
    .int()
    .min(0)
    .nullish()
    .transform((version) => version ?? null),
});
export type AdoptInput = z.input<typeof adoptInput>;

export type AdoptedVersion = { readonly policy: string; readonly version: string };

/** Adopts a version of dated policy: it holds for every day in its validity, as known from now on. */
export class AdoptPolicy {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: AdoptInput,
  ) {}
}
