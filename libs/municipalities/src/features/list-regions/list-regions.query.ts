import type { Identity } from '#libs/access';
import type { LocalDate } from '#libs/kernel';

/** The regions that there are on a day; `on` null: today. */
export class ListRegions {
  constructor(
    readonly identity: Identity,
    readonly on: LocalDate | null,
  ) {}
}

/** One region as it is on a day; `on` null: today. */
export class ReadRegion {
  constructor(
    readonly identity: Identity,
    /** `RG-U10`. */
    readonly region: string,
    readonly on: LocalDate | null,
  ) {}
}
