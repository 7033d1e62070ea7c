import type { Identity } from '#libs/access';
import { inputs, orNull } from '#libs/kernel';
import { z } from 'zod';
import { dwellingField, termsFields } from '../input-fields.js';

export const changeInput = z.strictObject({
  dwelling: dwellingField,
  ...termsFields,
  /** The version that the caller had seen: what is said replaces all that was said before. */
  expectedVersion: orNull(inputs.whole(1, Number.MAX_SAFE_INTEGER)),
});
export type ChangeInput = z.input<typeof changeInput>;

/** Says anew what is on offer; an empty dwelling is put on offer again by it. */
export class ChangeDwelling {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: ChangeInput,
  ) {}
}
