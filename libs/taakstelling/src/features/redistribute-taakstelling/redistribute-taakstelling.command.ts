import { municipalityIn, perRegistry } from '#libs/municipalities';
import type { Identity } from '#libs/access';
import { inputs, MOST_PERSONS, orNull } from '#libs/kernel';
import { z } from 'zod';
import { knownAtField, remarkField, sourceField } from '../input-fields.js';

export const redistributeInput = perRegistry((registry) =>
  z.strictObject({
    period: inputs.period,
    /** What each municipality has after it. All in the country is 342 municipalities. */
    shares: z
      .array(z.strictObject({ municipality: municipalityIn(registry), persons: inputs.whole(0, MOST_PERSONS) }))
      .max(400),
    announcedOn: inputs.date,
    source: sourceField,
    knownAt: knownAtField,
    remark: remarkField,
    /** The exchange with which the municipalities agreed on it. */
    exchange: orNull(inputs.id(100)),
  }),
);
export type RedistributeInput = z.input<ReturnType<typeof redistributeInput>>;

export type Redistribution = {
  /** Id of the joint change. */
  readonly redistribution: string;
  readonly period: string;
  readonly sum: number;
  readonly shares: { readonly municipality: string; readonly was: number; readonly persons: number }[];
};

/** Municipalities change their taakstellingen together, the sum unchanged [Huisvestingswet 2014, art. 29(2)]. */
export class RedistributeTaakstelling {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: RedistributeInput,
  ) {}
}
