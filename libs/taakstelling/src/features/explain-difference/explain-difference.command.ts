import { perRegistry, scopeIn } from '#libs/municipalities';
import type { Identity } from '#libs/access';
import { inputs, MOST_PERSONS } from '#libs/kernel';
import { z } from 'zod';
import { expectedVersionField, reasonField } from '../input-fields.js';

export const explainInput = perRegistry((registry) =>
  z.strictObject({
    scope: scopeIn(registry),
    period: inputs.period,
    /** Persons, published minus computed: negative where less was published than we compute. */
    amount: inputs.whole(-MOST_PERSONS, MOST_PERSONS),
    reason: reasonField,
    expectedVersion: expectedVersionField,
  }),
);
export type ExplainInput = z.input<ReturnType<typeof explainInput>>;

export type Explanation = { readonly id: string };

/** Accounts for part of the difference between the published and the computed closing balance. */
export class ExplainDifference {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: ExplainInput,
  ) {}
}
