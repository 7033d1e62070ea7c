import { canonicalJson, idFrom, inputs, orNull } from '#libs/kernel';
import { municipalityIn, perRegistry } from '#libs/municipalities';
import type { z } from 'zod';
import type { Stay } from '../domain/household.events.js';
import type { HouseholdSitting } from './household-writes.js';
import { dateOrNull, dwellingField, kindField } from './input-fields.js';
import { ownedInput } from './owned-input.js';

/** A stay as people give it. */
export const stayInput = perRegistry((registry) =>
  ownedInput(registry).extend({
    /** Null: in the municipality of the dwelling, or else of the koppeling. */
    livesIn: orNull(municipalityIn(registry)),
    dwelling: dwellingField,
    kind: kindField,
    readyOn: dateOrNull,
    movedOn: inputs.date,
    registeredOn: dateOrNull,
    until: dateOrNull,
  }),
);
export type StayInput = z.output<ReturnType<typeof stayInput>>;

/** The stay that a command makes; its id follows from the command, so that the same command makes the same stay. */
export function stayOf(
  { dwelling, kind, readyOn, movedOn, registeredOn, until, livesIn, municipality }: StayInput,
  { actor, commandId }: { readonly actor: string; readonly commandId: string },
  sitting: Pick<HouseholdSitting, 'municipalityOf'>,
): Stay {
  return {
    id: idFrom(canonicalJson(['stay', actor, commandId])),
    municipality: (dwelling === null ? null : sitting.municipalityOf(dwelling)) ?? livesIn ?? municipality,
    dwelling,
    kind,
    readyOn,
    movedOn,
    registeredOn,
    until,
  };
}
