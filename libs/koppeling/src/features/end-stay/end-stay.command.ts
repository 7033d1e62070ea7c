import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import { STAY_ENDS } from '../../domain/household.events.js';
import { noteField } from '../input-fields.js';
import { ownedInput } from '../owned-input.js';

export const endStayInput = perRegistry((registry) =>
  ownedInput(registry).extend({ on: inputs.date, reason: z.enum(STAY_ENDS), note: noteField }),
);
export type EndStayInput = z.input<ReturnType<typeof endStayInput>>;

/** A stay ended without a next one. */
export class EndStay {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: EndStayInput,
  ) {}
}
