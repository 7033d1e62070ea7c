import type { Identity } from '#libs/access';
import { inputs, orNull } from '#libs/kernel';
import { perRegistry } from '#libs/municipalities';
import type { z } from 'zod';
import { ownedInput } from '../owned-input.js';

export const requestForgetInput = perRegistry((registry) =>
  ownedInput(registry).extend({
    /** The actor who is asked to approve; null: any other who may. */
    approvedBy: orNull(inputs.id(200)),
  }),
);
export type RequestForgetInput = z.input<ReturnType<typeof requestForgetInput>>;

/** Asks that the household be forgotten. Nothing is forgotten until another person approves. */
export class RequestForget {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: RequestForgetInput,
  ) {}
}
