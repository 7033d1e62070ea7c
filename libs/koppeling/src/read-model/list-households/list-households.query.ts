import type { Identity } from '#libs/access';
import type { MunicipalityCode, Result } from '#libs/kernel';
import { Query } from '@nestjs/cqrs';
import type { HouseholdStatus } from '../household-row.js';
import type { Keyed, SeenHousehold } from '../household-view.js';
import type { HouseholdKey } from '../households.reader.js';
import type { Found, Page } from '../page.js';

export interface HouseholdsQuestion {
  readonly municipality: MunicipalityCode;
  /** Null: any. */
  readonly status: HouseholdStatus | null;
  readonly toMunicipality: MunicipalityCode | null;
  readonly page: Page<HouseholdKey>;
  readonly atLeast: number | null;
}

/** The households of a municipality in order of permit, as far as the person may see them. */
export class ListHouseholds extends Query<Result<Found<Keyed<SeenHousehold, HouseholdKey>>>> {
  constructor(
    readonly identity: Identity,
    readonly question: HouseholdsQuestion,
  ) {
    super();
  }
}
