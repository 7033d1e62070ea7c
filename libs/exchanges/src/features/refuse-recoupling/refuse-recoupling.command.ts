import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { z } from 'zod';
import { COA_REFUSALS } from '../../domain/exchange.events.js';
import { exchangeField, legField, referenceField } from '../input-fields.js';

export const refuseInput = z.strictObject({
  exchange: exchangeField,
  leg: legField,
  reason: z.enum(COA_REFUSALS),
  on: inputs.date,
  reference: referenceField,
});
export type RefuseInput = z.input<typeof refuseInput>;

/** COA does not move the koppeling of a leg: the exchange ends. */
export class RefuseRecoupling {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: RefuseInput,
  ) {}
}
