import { perRegistry } from '#libs/municipalities';
import type { Identity } from '#libs/access';
import { inputs, orNull } from '#libs/kernel';
import { z } from 'zod';
import { countedRowInput } from '../counted-row.js';
import { expectedVersionField, knownAtField, reasonField, remarkField } from '../input-fields.js';

export const correctInput = perRegistry((registry) =>
  z
    .strictObject({
      id: inputs.id(100),
      /** The whole row as it should have read. */
      becomes: orNull(countedRowInput(registry)),
      /** The row should not have been there. */
      withdraw: orNull(z.boolean()),
      reason: reasonField,
      knownAt: knownAtField,
      remark: remarkField,
      expectedVersion: expectedVersionField,
    })
    .check((context) => {
      // Said twice on purpose: a field left out by mistake must not withdraw a row.
      if ((context.value.becomes === null) !== (context.value.withdraw === true)) {
        context.issues.push({
          code: 'custom',
          input: context.value,
          path: ['becomes'],
          message: 'geef óf de juiste regel (becomes), óf withdraw: true',
          params: { refusal: { code: 'CORRECTION_INVALID' } },
        });
      }
    }),
);
export type CorrectInput = z.input<ReturnType<typeof correctInput>>;

export type CorrectedRealisation = { readonly id: string; readonly withdrawn: boolean };

/** Reads a recorded realisation differently from now on, or withdraws it; what it was stays on record. */
export class CorrectRealisation {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: CorrectInput,
  ) {}
}
