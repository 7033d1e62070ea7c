import type { Identity } from '#libs/access';
import type { Instant } from '#libs/kernel';
import type { ExchangeDeadline } from '../../domain/exchange.events.js';

/** Reminds those whose turn it is. Internal: asked by the deadline. */
export class RemindExchange {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: { readonly exchange: string; readonly deadline: ExchangeDeadline; readonly dueAt: Instant },
  ) {}
}
