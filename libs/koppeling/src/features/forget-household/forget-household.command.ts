import type { Identity } from '#libs/access';
import type { z } from 'zod';
import { ownedInput } from '../owned-input.js';

export const forgetInput = ownedInput;
export type ForgetInput = z.input<ReturnType<typeof forgetInput>>;

/**
 * Approves that the household is forgotten, which another person asked, and destroys its key: nobody can read any more what was
 * sealed. Every count stays.
 */
export class ForgetHousehold {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: ForgetInput,
  ) {}
}
