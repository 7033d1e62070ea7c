import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { perRegistry } from '#libs/municipalities';
import type { z } from 'zod';
import { householdField, knownAtField, noteField } from '../input-fields.js';
import { ownedInput } from '../owned-input.js';

export const mergeInput = perRegistry((registry) =>
  ownedInput(registry).extend({
    /** The household that it becomes part of. */
    into: householdField,
    on: inputs.date,
    note: noteField,
    knownAt: knownAtField,
  }),
);
export type MergeInput = z.input<ReturnType<typeof mergeInput>>;

/** The household becomes part of another one; its koppeling ends. */
export class MergeHouseholds {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: MergeInput,
  ) {}
}
