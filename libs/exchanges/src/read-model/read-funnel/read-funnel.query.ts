import type { Identity } from '#libs/access';
import type { LocalDate, Result } from '#libs/kernel';
import { Query } from '@nestjs/cqrs';
import type { Funnel } from '../funnel.js';

export interface FunnelQuestion {
  /** `RG-U10` or `PV26`: exchanges whose municipalities all lie in it. */
  readonly region: string;
  /** Proposed on or after this day. */
  readonly from: LocalDate;
  /** Proposed before this day; null: up to and including today. */
  readonly until: LocalDate | null;
  readonly atLeast: number | null;
}

export interface RegionFunnel extends Funnel {
  readonly region: string;
  readonly from: LocalDate;
  readonly until: LocalDate;
  readonly position: number;
}

/** How far the exchanges of a region came, never per municipality. */
export class ReadExchangeFunnel extends Query<Result<RegionFunnel>> {
  constructor(
    readonly identity: Identity,
    readonly question: FunnelQuestion,
  ) {
    super();
  }
}
