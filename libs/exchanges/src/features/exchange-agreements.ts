import { authorise, type Identity } from '#libs/access';
import { IDS, type NewEvent, type RecordedEvent } from '#libs/event-store';
import { ok, refuse, type IdSource, type Period, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import type { DecidedRedistribution, RedistributionAgreement, RedistributionAgreements } from '#libs/taakstelling';
import { Inject, Injectable } from '@nestjs/common';
import { exchangeStream } from '../domain/exchange.events.js';
import type { Exchange } from '../domain/exchange.js';
import { ExchangesReader } from '../read-model/exchanges.reader.js';
import { exchanges } from './stored-exchanges.js';

/** What municipalities agreed of taakstellingen with an exchange: for the port of taakstelling, which does not know exchanges. */
@Injectable()
export class ExchangeAgreements implements RedistributionAgreements {
  constructor(
    @Inject(IDS) private readonly ids: IdSource,
    private readonly registry: MunicipalityRegistry,
    private readonly reader: ExchangesReader,
  ) {}

  async undecided(identity: Identity, period: Period): Promise<readonly RedistributionAgreement[]> {
    const found = await this.reader.agreedOver(period);
    // Where every household went back, nobody can decide on it any more: it is in nobody's way.
    const standing = found.filter(({ legs }) => legs.some(({ repair }) => repair !== 'return'));
    return standing.flatMap(({ exchange, redistribution }) =>
      redistribution
        .filter((one) => one.period === period && one.decision === null && this.maySupervise(identity, one.shares))
        .map(({ shares }) => ({ exchange, shares })),
    );
  }

  streamOf(exchange: string): string {
    return exchangeStream(exchange);
  }

  record(
    identity: Identity,
    history: readonly RecordedEvent[],
    { redistribution, period, shares, announcedOn: on }: DecidedRedistribution,
  ): Result<readonly NewEvent[]> {
    const { decider, fold, write } = exchanges(this.ids);
    const state = fold(history);
    if (!this.mayDecide(identity, period, state)) return refuse('NOT_FOUND', 'Niet gevonden', ['input', 'exchange']);
    const changes = shares.map(({ municipality, was, persons }) => ({ municipality, change: persons - was }));
    const decided = decider.decide(
      { type: 'RecordRedistribution', redistribution, period, shares: changes, on },
      state,
    );
    return decided.ok ? ok(decided.value.map(write)) : decided;
  }

  /** An exchange with which nothing was agreed of that period is none of a supervisor's business: not even that it is there. */
  private mayDecide(identity: Identity, period: Period, state: Exchange): boolean {
    if (state.status === 'unknown') return false;
    const agreed = state.redistribution.filter((share) => share.period === period);
    return agreed.length > 0 && this.maySupervise(identity, agreed);
  }

  private maySupervise(identity: Identity, shares: RedistributionAgreement['shares']): boolean {
    const municipalities = shares.map(({ municipality }) => municipality);
    return authorise(identity, 'exchange.redistribute', this.registry.extentOf(municipalities)).ok;
  }
}
