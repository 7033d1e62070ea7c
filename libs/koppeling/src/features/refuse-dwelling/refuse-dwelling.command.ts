import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import { DWELLING_REFUSALS } from '../../domain/household.events.js';
import { dwellingField, noteField } from '../input-fields.js';
import { ownedInput } from '../owned-input.js';

export const refuseDwellingInput = perRegistry((registry) =>
  ownedInput(registry).extend({
    dwelling: dwellingField,
    on: inputs.date,
    reason: z.enum(DWELLING_REFUSALS),
    note: noteField,
  }),
);
export type RefuseDwellingInput = z.input<ReturnType<typeof refuseDwellingInput>>;

/** The household refused a dwelling; the koppeling stays. */
export class RefuseDwelling {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: RefuseDwellingInput,
  ) {}
}
