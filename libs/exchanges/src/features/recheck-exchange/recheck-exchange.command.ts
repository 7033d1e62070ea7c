import type { Identity } from '#libs/access';

/** Persons, needs or a dwelling changed, or a term did: ends the exchange where something no longer fits. Internal. */
export class RecheckExchange {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: { readonly exchange: string },
  ) {}
}
