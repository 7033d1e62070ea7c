import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { municipalityIn, perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import { householdField, knownAtField, sourceField } from '../input-fields.js';

export const moveInput = perRegistry((registry) =>
  z.strictObject({
    household: householdField,
    to: municipalityIn(registry),
    on: inputs.date,
    source: sourceField,
    knownAt: knownAtField,
  }),
);
export type MoveInput = z.input<ReturnType<typeof moveInput>>;

/** COA moves a koppeling to another municipality of its own accord. */
export class MoveKoppelingByCoa {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: MoveInput,
  ) {}
}
