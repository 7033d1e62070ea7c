import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import { PERSONS_CHANGES } from '../../domain/household.events.js';
import { knownAtField, noteField, personsField } from '../input-fields.js';
import { ownedInput } from '../owned-input.js';

export const changePersonsInput = perRegistry((registry) =>
  ownedInput(registry).extend({
    /** How many it has from now on. */
    persons: personsField,
    cause: z.enum(PERSONS_CHANGES),
    on: inputs.date,
    note: noteField,
    knownAt: knownAtField,
  }),
);
export type ChangePersonsInput = z.input<ReturnType<typeof changePersonsInput>>;

/** The household grew or shrank. */
export class ChangePersons {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: ChangePersonsInput,
  ) {}
}
