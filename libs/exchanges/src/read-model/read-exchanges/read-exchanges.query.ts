import type { Identity } from '#libs/access';
import type { MunicipalityCode, Result } from '#libs/kernel';
import { Query } from '@nestjs/cqrs';
import type { ExchangeStatus } from '../../domain/exchange.js';
import type { SeenExchange } from '../exchange-view.js';
import type { ExchangeKey } from '../exchanges.reader.js';
import type { Found, Page } from '../page.js';

/** With the position of its proposal, by which lists go on. */
export interface ListedExchange extends SeenExchange {
  readonly key: ExchangeKey;
}

export interface OpenExchanges {
  readonly municipality: MunicipalityCode;
  /** Position of the log that the answer reflects. */
  readonly position: number;
  readonly exchanges: readonly SeenExchange[];
  /** There are more than are told at once; `exchanges` tells all. */
  readonly hasMore: boolean;
}

/** One exchange, as far as the person may see it. */
export class ReadExchange extends Query<Result<SeenExchange>> {
  constructor(
    readonly identity: Identity,
    readonly question: {
      readonly exchange: string;
      /** Position that the answer must reflect. */
      readonly atLeast: number | null;
    },
  ) {
    super();
  }
}

export interface ExchangesQuestion {
  readonly municipality: MunicipalityCode | null;
  /** `RG-U10` or `PV26`: those whose municipalities all lie in it. */
  readonly region: string | null;
  readonly status: ExchangeStatus | null;
  readonly page: Page<ExchangeKey>;
  readonly atLeast: number | null;
}

/** Exchanges that the person may see, the latest proposal first. */
export class ListExchanges extends Query<Result<Found<ListedExchange>>> {
  constructor(
    readonly identity: Identity,
    readonly question: ExchangesQuestion,
  ) {
    super();
  }
}

/** The exchanges of a municipality in which something can still happen, by the same rule as `ListExchanges`. */
export class ReadOpenExchanges extends Query<Result<OpenExchanges>> {
  constructor(
    readonly identity: Identity,
    readonly municipality: MunicipalityCode,
  ) {
    super();
  }
}
