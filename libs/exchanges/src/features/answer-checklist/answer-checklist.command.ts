import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { municipalityIn, perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import { exchangeField, legField } from '../input-fields.js';

const MOST_ITEMS = 20;

export const checklistInput = perRegistry((registry) =>
  z.strictObject({
    exchange: exchangeField,
    leg: legField,
    municipality: municipalityIn(registry),
    /** Item of the exchanges policy, and whether it is taken care of; the last word on an item counts. */
    answers: z
      .array(z.strictObject({ item: inputs.text(40), done: z.boolean() }))
      .min(1)
      .max(MOST_ITEMS),
  }),
);
export type ChecklistInput = z.input<ReturnType<typeof checklistInput>>;

/** One side of a leg says what is taken care of when the household goes: courses begun, school, care, benefit. */
export class AnswerChecklist {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: ChecklistInput,
  ) {}
}
