import type { Identity } from '#libs/access';
import type { Instant } from '#libs/kernel';
import { z } from 'zod';
import { exchangeField } from '../input-fields.js';

export const requestInput = z.strictObject({ exchange: exchangeField });
export type RequestInput = z.input<typeof requestInput>;

/** Asks COA to move the koppelingen, once every household was told and none can object any more. */
export class RequestRecouplings {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: RequestInput,
    /** Of the deadline that asks: a moment that has come, also when the clock was turned back since. */
    readonly reached: Instant | null = null,
  ) {}
}
