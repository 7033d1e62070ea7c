import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { z } from 'zod';
import { LEG_FAILURES } from '../../domain/exchange.events.js';
import { exchangeField, legField, noteField } from '../input-fields.js';

export const failInput = z.strictObject({
  exchange: exchangeField,
  leg: legField,
  reason: z.enum(LEG_FAILURES),
  on: inputs.date,
  note: noteField,
});
export type FailInput = z.input<typeof failInput>;

/** After settlement: the household of a leg will not live in the dwelling that it was to have. The rest stands. */
export class FailLeg {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: FailInput,
  ) {}
}
