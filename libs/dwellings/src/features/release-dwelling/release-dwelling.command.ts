import type { Identity } from '#libs/access';
import { z } from 'zod';
import { dwellingField } from '../input-fields.js';

export const releaseInput = z.strictObject({
  dwelling: dwellingField,
});
export type ReleaseInput = z.input<typeof releaseInput>;

/** The municipality lets go of its own reservation. */
export class ReleaseDwelling {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: ReleaseInput,
  ) {}
}
