import type { Identity } from '#libs/access';
import type { LocalDate } from '#libs/kernel';

/** The household of a settled exchange lives in the dwelling that was assigned to it. Internal: follows its placement. */
export class RecordLegPlaced {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: { readonly exchange: string; readonly household: string; readonly on: LocalDate },
  ) {}
}
