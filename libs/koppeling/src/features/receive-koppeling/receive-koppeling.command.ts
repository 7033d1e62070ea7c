import type { Identity } from '#libs/access';
import { inputs, orNull } from '#libs/kernel';
import { perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import { HOUSEHOLD_KINDS } from '../../domain/household.events.js';
import { dateOrNull, knownAtField, personsField, sourceField } from '../input-fields.js';
import { ownedInput } from '../owned-input.js';

export const receiveInput = perRegistry((registry) =>
  ownedInput(registry).extend({
    persons: personsField,
    /** Null: regular, or of a household that returns the kind that it had. */
    kind: orNull(z.enum(HOUSEHOLD_KINDS)),
    permitOn: inputs.date,
    /** Null: this is the first. */
    firstCoupledOn: dateOrNull,
    coupledOn: inputs.date,
    source: sourceField,
    knownAt: knownAtField,
  }),
);
export type ReceiveInput = z.input<ReturnType<typeof receiveInput>>;

/** COA assigns a household to a municipality. */
export class ReceiveKoppeling {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: ReceiveInput,
  ) {}
}
