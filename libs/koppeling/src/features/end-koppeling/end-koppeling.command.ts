import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import type { EndReason } from '../../domain/household.commands.js';
import { KOPPELING_ENDS } from '../../domain/household.events.js';
import { knownAtField, noteField } from '../input-fields.js';
import { ownedInput } from '../owned-input.js';

/** A merger is told by what it merges into: `householdMerge`. */
export const END_REASONS = KOPPELING_ENDS.filter((reason): reason is EndReason => reason !== 'merged');

export const endInput = perRegistry((registry) =>
  ownedInput(registry).extend({
    on: inputs.date,
    reason: z.enum(END_REASONS),
    note: noteField,
    knownAt: knownAtField,
  }),
);
export type EndInput = z.input<ReturnType<typeof endInput>>;

/** The household is no longer to be housed by its municipality. */
export class EndKoppeling {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: EndInput,
  ) {}
}
