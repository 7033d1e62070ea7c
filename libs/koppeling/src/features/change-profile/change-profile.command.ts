import type { Identity } from '#libs/access';
import { perRegistry } from '#libs/municipalities';
import type { z } from 'zod';
import { profileInput } from './profile-input.js';
import { ownedInput } from '../owned-input.js';

export const changeProfileInput = perRegistry((registry) =>
  ownedInput(registry).extend({ profile: profileInput(registry) }),
);
export type ChangeProfileInput = z.input<ReturnType<typeof changeProfileInput>>;

/** What a dwelling for the household must have; replaces what was said before. */
export class ChangeProfile {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: ChangeProfileInput,
  ) {}
}
