import type { Identity } from '#libs/access';
import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import type { Vacancy } from '../dwellings.reader.js';

export interface Vacancies {
  /** Position of the log that the answer reflects. */
  readonly position: number;
  readonly asOf: LocalDate;
  readonly municipalities: readonly Vacancy[];
}

/** How many dwellings are empty today, and for how long, per municipality; `municipality` null: of all that one may see. */
export class ListVacancies {
  constructor(
    readonly identity: Identity,
    readonly municipality: MunicipalityCode | null,
    /** Position that the answer must reflect; null: any. */
    readonly atLeast: number | null,
  ) {}
}
