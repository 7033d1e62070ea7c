import type { Identity } from '#libs/access';
import { inputs, orNull } from '#libs/kernel';
import { z } from 'zod';
import { REPAIRS } from '../../domain/exchange.events.js';
import { dwellingField, exchangeField, legField, noteField } from '../input-fields.js';

export const repairInput = z.strictObject({
  exchange: exchangeField,
  leg: legField,
  repair: z.enum(REPAIRS),
  /** With `another-dwelling`: which, of the municipality that takes the household. */
  dwelling: orNull(dwellingField),
  on: inputs.date,
  note: noteField,
});
export type RepairInput = z.input<typeof repairInput>;

/** A leg that failed is mended: another dwelling there, a return, or a debt in the exchange balance. */
export class RepairLeg {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: RepairInput,
  ) {}
}
