import type { Identity } from '#libs/access';
import type { LocalDate, MunicipalityCode, ProvinceCode, Result } from '#libs/kernel';
import { Query } from '@nestjs/cqrs';
import type { Keyed, SeenHousehold } from '../household-view.js';
import type { LateKey } from '../households.reader.js';
import type { Found, Page } from '../page.js';

export interface LateHouseholdsQuestion {
  /** One of the two. */
  readonly municipality: MunicipalityCode | null;
  readonly province: ProvinceCode | null;
  /** The day on which lateness is told; null: today. */
  readonly asOf: LocalDate | null;
  readonly page: Page<LateKey>;
  readonly atLeast: number | null;
}

/** Who is late: due before the day, and not housed by then. Worst first. */
export class ListLateHouseholds extends Query<Result<Found<Keyed<SeenHousehold, LateKey>>>> {
  constructor(
    readonly identity: Identity,
    readonly question: LateHouseholdsQuestion,
  ) {
    super();
  }
}
