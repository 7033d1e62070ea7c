import type { Identity } from '#libs/access';
import { inputs, orNull } from '#libs/kernel';
import { perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import { PLACEMENT_CORRECTIONS } from '../../domain/household.events.js';
import { dateOrNull, kindField, knownAtField, noteField, oneOffField, personsField } from '../input-fields.js';
import { ownedInput } from '../owned-input.js';

export const correctPlacementInput = perRegistry((registry) =>
  ownedInput(registry).extend({
    /** Day of the counted row; null: the placement itself. */
    of: dateOrNull,
    /** Null: the placement is reversed. */
    becomes: orNull(
      z.strictObject({
        readyOn: dateOrNull,
        movedOn: inputs.date,
        registeredOn: dateOrNull,
        persons: personsField,
        kind: kindField,
        oneOff: oneOffField,
      }),
    ),
    reason: z.enum(PLACEMENT_CORRECTIONS),
    note: noteField,
    knownAt: knownAtField,
  }),
);
export type CorrectPlacementInput = z.input<ReturnType<typeof correctPlacementInput>>;

/** A placement reads differently from now on, or is reversed. */
export class CorrectPlacement {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: CorrectPlacementInput,
  ) {}
}
