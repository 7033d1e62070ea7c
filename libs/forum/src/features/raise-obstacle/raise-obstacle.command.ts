import type { Identity } from '#libs/access';
import { inputs, orNull } from '#libs/kernel';
import { municipalityIn, perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import { MOST_AT_STAKE, OBSTACLE_KINDS } from '../../domain/forum.events.js';
import { dayField, textField, titleField } from '../input-fields.js';

const atStakeField = orNull(inputs.whole(0, MOST_AT_STAKE));

export const raiseInput = perRegistry((registry) =>
  z.strictObject({
    municipality: municipalityIn(registry),
    kind: z.enum(OBSTACLE_KINDS),
    title: titleField,
    text: textField,
    dwellings: atStakeField,
    places: atStakeField,
    on: dayField,
  }),
);
export type RaiseInput = z.input<ReturnType<typeof raiseInput>>;

export type RaisedObstacle = { readonly id: string };

/** Tells what keeps a municipality from housing people. */
export class RaiseObstacle {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: RaiseInput,
  ) {}
}
