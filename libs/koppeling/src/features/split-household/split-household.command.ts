import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { perRegistry } from '#libs/municipalities';
import type { z } from 'zod';
import { householdField, knownAtField, personsField } from '../input-fields.js';
import { ownedInput } from '../owned-input.js';

export const splitInput = perRegistry((registry) =>
  ownedInput(registry).extend({
    /** Pseudonym of the new household. */
    into: householdField,
    /** How many go. */
    persons: personsField,
    on: inputs.date,
    knownAt: knownAtField,
  }),
);
export type SplitInput = z.input<ReturnType<typeof splitInput>>;

/** Part of the household goes on as one of its own. */
export class SplitHousehold {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: SplitInput,
  ) {}
}
