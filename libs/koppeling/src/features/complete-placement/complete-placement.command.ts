import type { Identity } from '#libs/access';
import { inputs, orNull } from '#libs/kernel';
import { perRegistry } from '#libs/municipalities';
import type { z } from 'zod';
import { knownAtField, personsField } from '../input-fields.js';
import { ownedInput } from '../owned-input.js';

export const completePlacementInput = perRegistry((registry) =>
  ownedInput(registry).extend({
    on: inputs.date,
    /** Null: all the rest. */
    persons: orNull(personsField),
    knownAt: knownAtField,
  }),
);
export type CompletePlacementInput = z.input<ReturnType<typeof completePlacementInput>>;

/** The rest of a household that had partly moved follows. */
export class CompletePlacement {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: CompletePlacementInput,
  ) {}
}
