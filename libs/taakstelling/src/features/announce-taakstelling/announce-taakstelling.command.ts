import { municipalityIn, perRegistry } from '#libs/municipalities';
import type { Identity } from '#libs/access';
import { MOST_PERSONS, inputs, orNull } from '#libs/kernel';
import { z } from 'zod';
import { TAAKSTELLING_STATES, type TaakstellingState } from '../../domain/taakstelling.events.js';
import { expectedVersionField, knownAtField, remarkField, sourceField } from '../input-fields.js';

export const announceInput = perRegistry((registry) =>
  z.strictObject({
    municipality: municipalityIn(registry),
    period: inputs.period,
    persons: inputs.whole(0, MOST_PERSONS),
    announcedOn: inputs.date,
    source: sourceField,
    state: orNull(z.enum(TAAKSTELLING_STATES)),
    knownAt: knownAtField,
    remark: remarkField,
    expectedVersion: expectedVersionField,
  }),
);
export type AnnounceInput = z.input<ReturnType<typeof announceInput>>;

/** What the taakstelling became on the day of the announcement. */
export type AnnouncedTaakstelling = {
  readonly municipality: string;
  readonly period: string;
  readonly persons: number;
  readonly announcedOn: string;
  readonly state: TaakstellingState;
};

/** Puts on record what the Rijk announced for one municipality and period; a later announcement adjusts it. */
export class AnnounceTaakstelling {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: AnnounceInput,
  ) {}
}
