import type { Identity } from '#libs/access';
import { perRegistry } from '#libs/municipalities';
import type { z } from 'zod';
import { noteField } from '../input-fields.js';
import { stayInput } from '../stay-input.js';

export const moveHomeInput = perRegistry((registry) => stayInput(registry).extend({ note: noteField }));
export type MoveHomeInput = z.input<ReturnType<typeof moveHomeInput>>;

/** A later stay, which counts 0. */
export class MoveHome {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: MoveHomeInput,
  ) {}
}
