import type { Identity } from '#libs/access';
import { municipalityIn, perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import { exchangeField } from '../input-fields.js';

export const acceptInput = perRegistry((registry) =>
  z.strictObject({ exchange: exchangeField, municipality: municipalityIn(registry) }),
);
export type AcceptInput = z.input<ReturnType<typeof acceptInput>>;

/** A municipality says yes. The last yes reserves every household and dwelling. */
export class AcceptExchange {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: AcceptInput,
  ) {}
}
