import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { z } from 'zod';
import { exchangeField, legField, referenceField } from '../input-fields.js';

export const reverseInput = z.strictObject({
  exchange: exchangeField,
  leg: legField,
  on: inputs.date,
  reference: referenceField,
});
export type ReverseInput = z.input<typeof reverseInput>;

/** COA moved the koppeling of a leg back, for an exchange that is not to be. */
export class ReverseRecoupling {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: ReverseInput,
  ) {}
}
