import type { Identity } from '#libs/access';
import { perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import { COA_RESOLUTIONS } from '../../domain/household.events.js';
import { noteField } from '../input-fields.js';
import { ownedInput } from '../owned-input.js';

export const resolveInput = perRegistry((registry) =>
  ownedInput(registry).extend({ resolution: z.enum(COA_RESOLUTIONS), note: noteField }),
);
export type ResolveInput = z.input<ReturnType<typeof resolveInput>>;

/** What came of a difference between our koppeling and that of COA. */
export class ResolveCoaDifference {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: ResolveInput,
  ) {}
}
