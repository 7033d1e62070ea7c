import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { z } from 'zod';

export const adoptInput = z.strictObject({
  policy: inputs.text(40),
  version: inputs.text(60),
  expectedVersion: z
    .int()
    .min(0)
    .nullish()
    .transform((version) => version ?? null),
});
export type AdoptInput = z.input<typeof adoptInput>;

/** Adopts a version that somebody else proposed: it holds for every day in its validity, as known from now on. */
export class AdoptPolicy {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: AdoptInput,
  ) {}
}
