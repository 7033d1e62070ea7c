import type { Identity } from '#libs/access';
import { inputs, type JsonObject } from '#libs/kernel';
import { z } from 'zod';

export const proposeInput = z.strictObject({
  policy: inputs.text(40),
  version: inputs.text(60),
  validFrom: inputs.date,
  /** First day on which it no longer holds; left out: until another is adopted. */
  validUntil: inputs.date.nullish().transform((date) => date ?? null),
  /** Checked by the schema of the policy. */
  content: z.custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
  source: inputs.text(500),
});
export type ProposeInput = z.input<typeof proposeInput>;

/** Proposes a version of dated policy: it holds once another person adopts it. */
export class ProposePolicy {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: ProposeInput,
  ) {}
}
