import { perRegistry, scopeIn } from '#libs/municipalities';
import type { Identity } from '#libs/access';
import { inputs, MOST_PERSONS } from '#libs/kernel';
import { z } from 'zod';
import { FIGURES_PUBLISHED, PUBLISHERS } from '../../domain/taakstelling.events.js';
import { expectedVersionField, knownAtField, remarkField } from '../input-fields.js';

export const publishInput = perRegistry((registry) =>
  z.strictObject({
    scope: scopeIn(registry),
    period: inputs.period,
    figure: z.enum(FIGURES_PUBLISHED),
    value: inputs.whole(-MOST_PERSONS, MOST_PERSONS),
    asOf: inputs.date,
    source: z.enum(PUBLISHERS),
    publishedOn: inputs.date,
    knownAt: knownAtField,
    remark: remarkField,
    expectedVersion: expectedVersionField,
  }),
);
export type PublishInput = z.input<ReturnType<typeof publishInput>>;

export type Publication = { readonly id: string };

/** Puts on record a figure as somebody published it, beside the one that we compute. */
export class PublishFigure {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: PublishInput,
  ) {}
}
