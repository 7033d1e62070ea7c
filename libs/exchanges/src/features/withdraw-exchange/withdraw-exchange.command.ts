import type { Identity } from '#libs/access';
import { orNull } from '#libs/kernel';
import { z } from 'zod';
import { WITHDRAWALS } from '../../domain/exchange.events.js';
import { exchangeField, legField, noteField } from '../input-fields.js';

export const withdrawInput = z.strictObject({
  exchange: exchangeField,
  reason: z.enum(WITHDRAWALS),
  /** The leg that it is about; left out: the whole. */
  leg: orNull(legField),
  note: noteField,
});
export type WithdrawInput = z.input<typeof withdrawInput>;

/** One of those who take part, or the coordinator, takes the exchange back before settlement. */
export class WithdrawExchange {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: WithdrawInput,
  ) {}
}
