import type { Identity } from '#libs/access';
import { inputs, orNull, type Instant } from '#libs/kernel';
import { municipalityIn, perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import type { FitWarning } from '../../domain/fit.js';
import { dwellingField, householdField } from '../input-fields.js';

/** More than any policy allows: what is longer is no exchange. */
const MOST_LEGS = 20;
const MOST_CHANGE = 100_000;

export const proposeInput = perRegistry((registry) =>
  z.strictObject({
    /** In travel order. */
    legs: z
      .array(
        z.strictObject({
          household: householdField,
          from: municipalityIn(registry),
          dwelling: dwellingField,
          to: municipalityIn(registry),
        }),
      )
      .min(1)
      .max(MOST_LEGS),
    /** Left out: between those who take part. */
    region: orNull(inputs.id(40)),
    suggestion: orNull(inputs.id(100)),
    redistribution: z
      .array(
        z.strictObject({
          municipality: municipalityIn(registry),
          period: inputs.period,
          change: inputs.whole(-MOST_CHANGE, MOST_CHANGE),
        }),
      )
      .max(MOST_LEGS)
      .nullish()
      .transform((shares) => shares ?? []),
  }),
);
export type ProposeInput = z.input<ReturnType<typeof proposeInput>>;

export type ProposedExchange = {
  readonly exchange: string;
  readonly answerBy: Instant;
  /** What to look at; empty when the command was carried out before. Not kept: it tells of needs. */
  readonly warnings: { readonly leg: number; readonly warning: FitWarning }[];
};

/** Proposes to exchange households: claims them and the dwellings, until everybody answered or the term is over. */
export class ProposeExchange {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: ProposeInput,
  ) {}
}
