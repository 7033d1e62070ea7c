import type { Identity } from '#libs/access';

/** The municipalities of a province, or of the country when `province` is null. */
export class ListMunicipalities {
  constructor(
    readonly identity: Identity,
    readonly province: string | null,
  ) {}
}
