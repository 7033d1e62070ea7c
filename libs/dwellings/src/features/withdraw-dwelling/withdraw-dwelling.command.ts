import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { z } from 'zod';
import { DWELLING_WITHDRAWALS } from '../../domain/dwelling.events.js';
import { dwellingField } from '../input-fields.js';

export const withdrawInput = z.strictObject({
  dwelling: dwellingField,
  on: inputs.date,
  reason: z.enum(DWELLING_WITHDRAWALS),
});
export type WithdrawInput = z.input<typeof withdrawInput>;

/** Takes a dwelling off the market; an exchange that had claimed it ends. */
export class WithdrawDwelling {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: WithdrawInput,
  ) {}
}
