import { CLOCK } from '#libs/event-store';
import {
  addDays,
  dateOf,
  ok,
  refuse,
  startOfDay,
  today,
  type Clock,
  type Instant,
  type MunicipalityCode,
  type Result,
} from '#libs/kernel';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ExchangeQuestions } from '../exchange-questions.js';
import { ExchangeVisibility } from '../exchange-visibility.js';
import { EXCHANGES } from '../exchanges.projection.js';
import { funnelOf, type FunnelFact } from '../funnel.js';
import { ReadExchangeFunnel, type RegionFunnel } from './read-funnel.query.js';

type Row = Omit<FunnelFact, 'proposedOn'> & { readonly proposedAt: Instant };

const FACTS = (schema: string): string => `
  select x.suggestion is not null as suggested, x.proposed_at as "proposedAt", x.reserved_on as "reservedOn",
         x.requested_on as "requestedOn", x.settled_on as "settledOn", x.completed_on as "completedOn",
         x.end_code as "end", x.end_reason as reason
    from ${schema}.exchange x
   where x.proposed_at >= $1 and x.proposed_at < $2
     and not exists (select from ${schema}.party p where p.exchange = x.exchange and not p.municipality = any($3))`;

/** Refuses `NOT_FOUND`, `PERIOD_EMPTY`, `POSITION_BEYOND_HEAD` and `AT_LEAST_TIMEOUT`. */
@QueryHandler(ReadExchangeFunnel)
export class ReadExchangeFunnelHandler implements IQueryHandler<ReadExchangeFunnel> {
  constructor(
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly visibility: ExchangeVisibility,
    private readonly questions: ExchangeQuestions,
  ) {}

  async execute({ identity, question }: ReadExchangeFunnel): Promise<Result<RegionFunnel>> {
    const { region, from, atLeast } = question;
    const role = this.visibility.couldEver(identity, 'exchangeFunnel.read');
    if (!role.ok) return role;
    const municipalities = await this.visibility.inRegion(identity, 'exchangeFunnel.read', region);
    if (!municipalities.ok) return municipalities;
    const until = question.until ?? addDays(today(this.clock), 1);
    if (until <= from) return refuse('PERIOD_EMPTY', 'het einde ligt niet na het begin', ['until'], { from, until });
    const reached = await this.questions.reached(atLeast);
    if (!reached.ok) return reached;
    const { position, facts } = await this.facts(municipalities.value, startOfDay(from), startOfDay(until));
    return ok({ region, from, until, position, ...funnelOf(facts) });
  }

  private async facts(
    municipalities: readonly MunicipalityCode[],
    from: Instant,
    until: Instant,
  ): Promise<{ readonly position: number; readonly facts: readonly FunnelFact[] }> {
    const { position, rows } = await this.host.read<Row>(EXCHANGES, (schema) => ({
      text: FACTS(schema),
      values: [from, until, [...municipalities]],
    }));
    return { position, facts: rows.map(({ proposedAt, ...fact }) => ({ ...fact, proposedOn: dateOf(proposedAt) })) };
  }
}
