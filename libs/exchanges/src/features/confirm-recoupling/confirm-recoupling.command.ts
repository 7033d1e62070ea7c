import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { z } from 'zod';
import { exchangeField, legField, referenceField } from '../input-fields.js';

export const confirmInput = z.strictObject({
  exchange: exchangeField,
  leg: legField,
  on: inputs.date,
  reference: referenceField,
});
export type ConfirmInput = z.input<typeof confirmInput>;

/** COA moves the koppeling of a leg. With the last one, the exchange can be settled. */
export class ConfirmRecoupling {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: ConfirmInput,
  ) {}
}
