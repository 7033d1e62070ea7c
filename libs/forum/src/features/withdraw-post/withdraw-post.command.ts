import type { Identity } from '#libs/access';
import { orNull } from '#libs/kernel';
import { z } from 'zod';
import { WITHDRAWALS } from '../../domain/forum.events.js';
import { idField } from '../input-fields.js';

export const withdrawInput = z.strictObject({
  post: idField,
  /** Null: the post itself, with all of its answers. */
  answer: orNull(idField),
  reason: z.enum(WITHDRAWALS),
});
export type WithdrawInput = z.input<typeof withdrawInput>;

export type WithdrawnText = { readonly post: string; readonly answer: string | null };

/** Takes a post, or one of its answers, off the forum. */
export class WithdrawPost {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: WithdrawInput,
  ) {}
}
