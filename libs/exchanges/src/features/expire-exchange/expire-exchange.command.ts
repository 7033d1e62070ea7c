import type { Identity } from '#libs/access';
import type { Instant } from '#libs/kernel';

/** The term to answer is over. Internal: asked by the deadline. */
export class ExpireExchange {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: { readonly exchange: string; readonly dueAt: Instant },
  ) {}
}
