import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { z } from 'zod';
import { OBJECTIONS } from '../../domain/exchange.events.js';
import { exchangeField, legField, noteField } from '../input-fields.js';

export const objectionInput = z.strictObject({
  exchange: exchangeField,
  leg: legField,
  reason: z.enum(OBJECTIONS),
  on: inputs.date,
  note: noteField,
});
export type ObjectionInput = z.input<typeof objectionInput>;

/** The household of a leg objects: the exchange ends. */
export class RecordObjection {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: ObjectionInput,
  ) {}
}
