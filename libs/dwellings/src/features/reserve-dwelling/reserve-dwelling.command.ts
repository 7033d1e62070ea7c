import type { Identity } from '#libs/access';
import { inputs, orNull } from '#libs/kernel';
import { z } from 'zod';
import { dwellingField } from '../input-fields.js';

export const reserveInput = z.strictObject({
  dwelling: dwellingField,
  /** Pseudonym of the household that it is kept for. */
  household: orNull(inputs.id(64)),
  until: inputs.date,
});
export type ReserveInput = z.input<typeof reserveInput>;

/** The municipality keeps a dwelling out of exchanges up to a day. */
export class ReserveDwelling {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: ReserveInput,
  ) {}
}
