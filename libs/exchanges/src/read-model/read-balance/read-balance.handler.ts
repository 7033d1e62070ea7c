import type { Identity } from '#libs/access';
import { CLOCK } from '#libs/event-store';
import { ok, refuse, today, type Clock, type MunicipalityCode, type Result } from '#libs/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isWithin } from '../balance.js';
import { ExchangeBalanceReader, type BalanceEntry } from '../balance.reader.js';
import { ExchangeQuestions } from '../exchange-questions.js';
import { ExchangeVisibility, notFound } from '../exchange-visibility.js';
import type { Found } from '../page.js';
import {
  ListBalanceEntries,
  ReadExchangeBalance,
  type BalanceScope,
  type ExchangeBalance,
} from './read-balance.query.js';

/** As many as a region can have. */
const MOST_MUNICIPALITIES = 100;

/** Whose balance the person may see. */
@Injectable()
export class BalanceScopes {
  constructor(
    private readonly visibility: ExchangeVisibility,
    private readonly questions: ExchangeQuestions,
  ) {}

  /**
   * The municipalities that are meant, in order of code, once the read model holds the position. Refuses `NOT_FOUND` and
   * `SCOPE_INVALID`, `POSITION_BEYOND_HEAD` and `AT_LEAST_TIMEOUT`.
   */
  async of(
    identity: Identity,
    scope: BalanceScope,
    atLeast: number | null,
  ): Promise<Result<readonly MunicipalityCode[]>> {
    const found = await this.allowed(identity, scope);
    if (!found.ok) return found;
    const reached = await this.questions.reached(atLeast);
    return reached.ok ? ok([...new Set(found.value)].sort()) : reached;
  }

  private async allowed(
    identity: Identity,
    { region, municipalities }: BalanceScope,
  ): Promise<Result<readonly MunicipalityCode[]>> {
    const role = this.visibility.couldEver(identity, 'exchangeBalance.read');
    if (!role.ok) return role;
    if ((region === null) === (municipalities === null || municipalities.length === 0)) {
      return refuse('SCOPE_INVALID', 'geef een regio (of provincie) of gemeenten, en niet allebei', ['region']);
    }
    if ((municipalities ?? []).length > MOST_MUNICIPALITIES) {
      return refuse('SCOPE_INVALID', `vraag ten hoogste ${MOST_MUNICIPALITIES} gemeenten tegelijk`, ['municipalities']);
    }
    if (region !== null) return this.visibility.inRegion(identity, 'exchangeBalance.read', region);
    const asked = municipalities ?? [];
    const allowed =
      (await this.visibility.may(identity, 'exchangeBalance.read', asked)) &&
      (await this.visibility.matchTogether(asked));
    return allowed ? ok(asked) : notFound();
  }
}

/** Refuses as `BalanceScopes`. */
@QueryHandler(ReadExchangeBalance)
export class ReadExchangeBalanceHandler implements IQueryHandler<ReadExchangeBalance> {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly scopes: BalanceScopes,
    private readonly reader: ExchangeBalanceReader,
  ) {}

  async execute({ identity, question }: ReadExchangeBalance): Promise<Result<ExchangeBalance>> {
    const municipalities = await this.scopes.of(identity, question, question.atLeast);
    if (!municipalities.ok) return municipalities;
    const day = today(this.clock);
    const asOf = question.asOf ?? day;
    if (asOf > day) return refuse('DATE_IN_FUTURE', `${asOf} ligt in de toekomst`, ['asOf'], { today: day });
    const { position, tolerance, balances } = await this.reader.of(municipalities.value, asOf);
    const weighed = balances.map((one) => ({ ...one, withinTolerance: tolerance && isWithin(one.balance, tolerance) }));
    return ok({ asOf, position, tolerance, municipalities: weighed });
  }
}

/** Refuses as `BalanceScopes`. */
@QueryHandler(ListBalanceEntries)
export class ListBalanceEntriesHandler implements IQueryHandler<ListBalanceEntries> {
  constructor(
    private readonly scopes: BalanceScopes,
    private readonly reader: ExchangeBalanceReader,
  ) {}

  async execute({ identity, question }: ListBalanceEntries): Promise<Result<Found<BalanceEntry>>> {
    const municipalities = await this.scopes.of(identity, question, question.atLeast);
    return municipalities.ok ? ok(await this.reader.entries(municipalities.value, question.page)) : municipalities;
  }
}
