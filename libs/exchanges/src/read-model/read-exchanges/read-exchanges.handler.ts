import type { Identity } from '#libs/access';
import { isMunicipalityCode, isProvinceCode, isRegionCode, ok, type Result } from '#libs/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { couldBeExchange, ExchangeQuestions } from '../exchange-questions.js';
import { ExchangeOpener, type SeenExchange } from '../exchange-view.js';
import { ExchangeVisibility, notFound } from '../exchange-visibility.js';
import { ExchangesReader, type ExchangesAsked } from '../exchanges.reader.js';
import type { Found } from '../page.js';
import {
  ListExchanges,
  ReadExchange,
  ReadOpenExchanges,
  type ExchangesQuestion,
  type ListedExchange,
  type OpenExchanges,
} from './read-exchanges.query.js';

/** A municipality with more than these at once has other worries than its screen. */
const MOST_OPEN = 100;

/** Refuses `NOT_FOUND` for what is not there and for what one may not see, `POSITION_BEYOND_HEAD` and `AT_LEAST_TIMEOUT`. */
@QueryHandler(ReadExchange)
export class ReadExchangeHandler implements IQueryHandler<ReadExchange> {
  constructor(
    private readonly visibility: ExchangeVisibility,
    private readonly questions: ExchangeQuestions,
    private readonly reader: ExchangesReader,
    private readonly opener: ExchangeOpener,
  ) {}

  async execute({ identity, question: { exchange, atLeast } }: ReadExchange): Promise<Result<SeenExchange>> {
    const role = this.visibility.couldEver(identity, 'exchange.read');
    if (!role.ok) return role;
    const reached = await this.questions.reached(atLeast);
    if (!reached.ok) return reached;
    if (!couldBeExchange(exchange)) return notFound();
    const { found } = await this.reader.one(exchange);
    if (found === null || !(await this.visibility.mayRead(identity, found))) return notFound();
    const [seen] = await this.opener.seen(identity, [found]);
    return seen === undefined ? notFound() : ok(seen);
  }
}

/** Refuses as `ReadExchangeHandler`, for a municipality or region of which one may see no exchanges. */
@QueryHandler(ListExchanges)
export class ListExchangesHandler implements IQueryHandler<ListExchanges> {
  constructor(
    private readonly visibility: ExchangeVisibility,
    private readonly questions: ExchangeQuestions,
    private readonly reader: ExchangesReader,
    private readonly opener: ExchangeOpener,
  ) {}

  async execute({ identity, question }: ListExchanges): Promise<Result<Found<ListedExchange>>> {
    const asked = await this.asked(identity, question);
    if (!asked.ok) return asked;
    const reached = await this.questions.reached(question.atLeast);
    if (!reached.ok) return reached;
    const found = await this.reader.list(asked.value, question.page, (record) =>
      this.visibility.mayRead(identity, record),
    );
    const seen = await this.opener.seen(identity, found.rows);
    const rows = seen.map((one, i) => ({ ...one, key: [found.rows[i]?.position ?? 0] as const }));
    return ok({ ...found, rows });
  }

  /** Where nothing is said, the own municipality, region or province is meant: nobody goes through all that they may not see. */
  private async asked(
    identity: Identity,
    { municipality, region, status }: ExchangesQuestion,
  ): Promise<Result<ExchangesAsked>> {
    const role = this.visibility.couldEver(identity, 'exchange.read');
    if (!role.ok) return role;
    const nothingSaid = municipality === null && region === null;
    const own = nothingSaid ? identity.organisation : null;
    const ofMunicipality = municipality ?? (own !== null && isMunicipalityCode(own) ? own : null);
    const ofRegion = region ?? (own !== null && (isProvinceCode(own) || isRegionCode(own)) ? own : null);
    if (ofMunicipality !== null && !(await this.visibility.may(identity, 'exchange.read', [ofMunicipality]))) {
      return notFound();
    }
    const within = ofRegion === null ? ok(null) : await this.visibility.inRegion(identity, 'exchange.read', ofRegion);
    return within.ok ? ok({ municipality: ofMunicipality, within: within.value, status }) : within;
  }
}

@QueryHandler(ReadOpenExchanges)
export class ReadOpenExchangesHandler implements IQueryHandler<ReadOpenExchanges> {
  constructor(
    private readonly visibility: ExchangeVisibility,
    private readonly reader: ExchangesReader,
    private readonly opener: ExchangeOpener,
  ) {}

  async execute({ identity, municipality }: ReadOpenExchanges): Promise<Result<OpenExchanges>> {
    if (!(await this.visibility.may(identity, 'exchange.read', [municipality]))) return notFound();
    const { position, rows } = await this.reader.open(municipality, MOST_OPEN + 1);
    const visible = [];
    for (const record of rows.slice(0, MOST_OPEN)) {
      if (await this.visibility.mayRead(identity, record)) visible.push(record);
    }
    const exchanges = await this.opener.seen(identity, visible);
    return ok({ municipality, position, exchanges, hasMore: rows.length > MOST_OPEN });
  }
}
