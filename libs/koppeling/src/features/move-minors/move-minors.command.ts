import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { perRegistry } from '#libs/municipalities';
import type { z } from 'zod';
import { knownAtField } from '../input-fields.js';
import { stayInput } from '../stay-input.js';

export const moveMinorsInput = perRegistry((registry) =>
  stayInput(registry).extend({
    /** Day on which COA was told. */
    reportedOn: inputs.date,
    knownAt: knownAtField,
  }),
);
export type MoveMinorsInput = z.input<ReturnType<typeof moveMinorsInput>>;

/** Minors under Nidos went to another municipality: it is credited, the old one debited, when COA was told. */
export class MoveMinors {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: MoveMinorsInput,
  ) {}
}
