import type { Identity } from '#libs/access';

/** One dwelling, as far as the person may see it. */
export class ReadDwelling {
  constructor(
    readonly identity: Identity,
    readonly dwelling: string,
    /** Position that the answer must reflect; null: any. */
    readonly atLeast: number | null,
  ) {}
}
