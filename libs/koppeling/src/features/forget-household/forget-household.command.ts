import type { Identity } from '#libs/access';
import { inputs } from '#libs/kernel';
import { perRegistry } from '#libs/municipalities';
import type { z } from 'zod';
import { ownedInput } from '../owned-input.js';

export const forgetInput = perRegistry((registry) =>
  ownedInput(registry).extend({
    /** The second person. */
    approvedBy: inputs.id(200),
  }),
);
export type ForgetInput = z.input<ReturnType<typeof forgetInput>>;

/** Destroys the key of the household: nobody can read any more what was sealed. Every count stays. */
export class ForgetHousehold {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: ForgetInput,
  ) {}
}
