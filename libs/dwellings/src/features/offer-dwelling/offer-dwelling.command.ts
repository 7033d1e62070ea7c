import type { Identity } from '#libs/access';
import { inputs, orNull } from '#libs/kernel';
import { municipalityIn, perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import { keyField, termsFields } from '../input-fields.js';

export const offerInput = perRegistry((registry) =>
  z.strictObject({
    municipality: municipalityIn(registry),
    key: keyField,
    ...termsFields,
    source: orNull(inputs.text(200)),
  }),
);
export type OfferInput = z.input<ReturnType<typeof offerInput>>;

/** Puts a dwelling of a municipality on offer. */
export class OfferDwelling {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: OfferInput,
  ) {}
}
