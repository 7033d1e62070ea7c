import type { Identity } from '#libs/access';
import { orNull } from '#libs/kernel';
import { perRegistry } from '#libs/municipalities';
import type { z } from 'zod';
import { knownAtField, noteField, oneOffField, personsField } from '../input-fields.js';
import { stayInput } from '../stay-input.js';

export const recordPlacementInput = perRegistry((registry) =>
  stayInput(registry).extend({
    /** Null: all who are still to be housed. */
    persons: orNull(personsField),
    oneOff: oneOffField,
    note: noteField,
    knownAt: knownAtField,
  }),
);
export type RecordPlacementInput = z.input<ReturnType<typeof recordPlacementInput>>;

/** The household moved in: it counts, once, unless the kind of housing does not. */
export class RecordPlacement {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: RecordPlacementInput,
  ) {}
}
