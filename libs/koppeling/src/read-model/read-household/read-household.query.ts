import type { Identity } from '#libs/access';
import type { MunicipalityCode, Result } from '#libs/kernel';
import { Query } from '@nestjs/cqrs';
import type { SeenHousehold } from '../household-view.js';

export interface HouseholdQuestion {
  readonly household: string;
  /** To its centre distances of ties are told; null: none. */
  readonly toMunicipality: MunicipalityCode | null;
  /** Position that the answer must reflect. */
  readonly atLeast: number | null;
}

/** One household, as far as the person may see it. */
export class ReadHousehold extends Query<Result<SeenHousehold>> {
  constructor(
    readonly identity: Identity,
    readonly question: HouseholdQuestion,
  ) {
    super();
  }
}
