import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { z } from 'zod';
import { exchangeField, legField } from '../input-fields.js';

export const informInput = z.strictObject({ exchange: exchangeField, leg: legField, on: inputs.date });
export type InformInput = z.input<typeof informInput>;

/** The municipality told the household of a leg: from that day on it can object. */
export class InformHousehold {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: InformInput,
  ) {}
}
