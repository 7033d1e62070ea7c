import { Deadlines, Reactors } from '#libs/reactors';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ExchangesModule } from '../../exchanges.module.js';
import { exchangeDeadlines } from './exchange-deadlines.js';
import { RunExchanges } from './exchange.reactor.js';
import { ExchangeSteps } from './exchange-steps.js';

/**
 * Runs exchanges by what happens and by their terms. Needs `ReactorsModule`, the event store and the keys of households (global).
 * Any number of processes may have it: one does the work.
 */
@Module({ imports: [CqrsModule, ExchangesModule], providers: [ExchangeSteps, RunExchanges] })
export class RunExchangesModule {
  constructor(reactors: Reactors, deadlines: Deadlines, reactor: RunExchanges, steps: ExchangeSteps) {
    reactors.register(reactor);
    for (const handler of exchangeDeadlines(steps)) deadlines.register(handler);
  }
}
