import type { Identity } from '#libs/access';
import type { Instant } from '#libs/kernel';

/** Moves every koppeling and assigns every dwelling, in one commit, once COA confirmed every leg. Internal. */
export class SettleExchange {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: { readonly exchange: string },
    /** Of the deadline that asks: a moment that has come, also when the clock was turned back since. */
    readonly reached: Instant | null = null,
  ) {}
}
