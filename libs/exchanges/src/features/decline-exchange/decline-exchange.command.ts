import type { Identity } from '#libs/access';
import { orNull } from '#libs/kernel';
import { municipalityIn, perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import { DECLINES } from '../../domain/exchange.events.js';
import { exchangeField, legField, noteField } from '../input-fields.js';

export const declineInput = perRegistry((registry) =>
  z.strictObject({
    exchange: exchangeField,
    municipality: municipalityIn(registry),
    reason: z.enum(DECLINES),
    /** The leg that it is about; left out: the whole. */
    leg: orNull(legField),
    note: noteField,
  }),
);
export type DeclineInput = z.input<ReturnType<typeof declineInput>>;

/** A municipality says no: everything is free again at once. */
export class DeclineExchange {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: DeclineInput,
  ) {}
}
