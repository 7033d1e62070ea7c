import type { Identity } from '#libs/access';
import type { LocalDate, MunicipalityCode, Result } from '#libs/kernel';
import { Query } from '@nestjs/cqrs';
import type { MunicipalityBalance, Tolerance } from '../balance.js';
import type { BalanceEntry, BalanceKey } from '../balance.reader.js';
import type { Found, Page } from '../page.js';

/** Whose balance: of a region (`RG-U10`) or province (`PV26`), or of municipalities that match together. */
export interface BalanceScope {
  readonly region: string | null;
  readonly municipalities: readonly MunicipalityCode[] | null;
}

export interface ExchangeBalance {
  readonly asOf: LocalDate;
  readonly position: number;
  /** Of the policy on that day; null: none holds. */
  readonly tolerance: Tolerance | null;
  /** In order of code. */
  readonly municipalities: readonly WeighedBalance[];
}

export interface WeighedBalance extends MunicipalityBalance {
  /** Whether it stands within the tolerance; null: there is none. */
  readonly withinTolerance: boolean | null;
}

/** What each municipality gave and received by exchanges, up to and including a day. */
export class ReadExchangeBalance extends Query<Result<ExchangeBalance>> {
  constructor(
    readonly identity: Identity,
    readonly question: BalanceScope & {
      /** Null: today. */
      readonly asOf: LocalDate | null;
      readonly atLeast: number | null;
    },
  ) {
    super();
  }
}

/** The rows behind it, the latest first. */
export class ListBalanceEntries extends Query<Result<Found<BalanceEntry>>> {
  constructor(
    readonly identity: Identity,
    readonly question: BalanceScope & { readonly page: Page<BalanceKey>; readonly atLeast: number | null },
  ) {
    super();
  }
}
