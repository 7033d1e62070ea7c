import type { Identity } from '#libs/access';

/** What the exchange held was used by its owner, or is no longer there. Internal. */
export class EndUsedExchange {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: {
      readonly exchange: string;
      readonly used: { readonly household: string } | { readonly dwelling: string };
    },
  ) {}
}
