import { authorise, type Identity } from '#libs/access';
import { IDS, type NewEvent, type RecordedEvent } from '#libs/event-store';
import { ok, refuse, type IdSource, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import type { DecidedRedistribution, RedistributionAgreements } from '#libs/taakstelling';
import { Inject, Injectable } from '@nestjs/common';
import { exchangeStream } from '../domain/exchange.events.js';
import type { Exchange } from '../domain/exchange.js';
import { exchanges } from './stored-exchanges.js';

/** What municipalities agreed of taakstellingen with an exchange: for the port of taakstelling, which does not know exchanges. */
@Injectable()
export class ExchangeAgreements implements RedistributionAgreements {
  constructor(
    @Inject(IDS) private readonly ids: IdSource,
    private readonly registry: MunicipalityRegistry,
  ) {}

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
    if (!this.mayDecide(identity, state)) return refuse('NOT_FOUND', 'Niet gevonden', ['input', 'exchange']);
    const changes = shares.map(({ municipality, was, persons }) => ({ municipality, change: persons - was }));
    const decided = decider.decide(
      { type: 'RecordRedistribution', redistribution, period, shares: changes, on },
      state,
    );
    return decided.ok ? ok(decided.value.map(write)) : decided;
  }

  /** An exchange with which nothing was agreed is none of a supervisor's business: not even that it is there. */
  private mayDecide(identity: Identity, state: Exchange): boolean {
    if (state.status === 'unknown' || state.redistribution.length === 0) return false;
    const municipalities = state.redistribution.map(({ municipality }) => municipality);
    return authorise(identity, 'exchange.redistribute', this.registry.extentOf(municipalities)).ok;
  }
}
