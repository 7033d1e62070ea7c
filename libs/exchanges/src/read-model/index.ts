import { ExchangeBalanceReader } from './balance.reader.js';
import { ExchangeQuestions } from './exchange-questions.js';
import { ExchangeOpener } from './exchange-view.js';
import { ExchangeVisibility } from './exchange-visibility.js';
import { ExchangesReader } from './exchanges.reader.js';
import { HouseholdFactsReader } from './household-facts.js';
import { ExchangePartners } from './partners.js';
import {
  BalanceScopes,
  ListBalanceEntriesHandler,
  ReadExchangeBalanceHandler,
} from './read-balance/read-balance.handler.js';
import { EffectInputs } from './read-effect/effect-inputs.js';
import { EffectLegs, ReadExchangeEffectHandler } from './read-effect/read-effect.handler.js';
import {
  ListExchangesHandler,
  ReadExchangeHandler,
  ReadOpenExchangesHandler,
} from './read-exchanges/read-exchanges.handler.js';
import { ReadExchangeFunnelHandler } from './read-funnel/read-funnel.handler.js';
import { ListRecouplingRequestsHandler } from './recoupling-requests/recoupling-requests.handler.js';

export type { MunicipalityBalance } from './balance.js';
export { ExchangeBalanceReader } from './balance.reader.js';
export type { Effect } from './effect.js';
export type { ExchangeRecord, LegRecord } from './exchange-record.js';
export type { SeenExchange, SeenLeg } from './exchange-view.js';
export { EXCHANGES, exchangesProjection } from './exchanges.projection.js';
export { ExchangesReader } from './exchanges.reader.js';
export { ExchangePartners, partnerProviders } from './partners.js';
export { mentionProviders } from './household-mentions.js';
export { ListBalanceEntries, ReadExchangeBalance } from './read-balance/read-balance.query.js';
export { ReadExchangeEffect } from './read-effect/read-effect.query.js';
export { ListExchanges, ReadExchange, ReadOpenExchanges } from './read-exchanges/read-exchanges.query.js';
export { ReadExchangeFunnel } from './read-funnel/read-funnel.query.js';
export { ListRecouplingRequests } from './recoupling-requests/recoupling-requests.query.js';

/** For `ExchangesModule`, which imports `MunicipalitiesModule`, `PolicyModule` and `TaakstellingModule`. */
export const readModelProviders = [
  ExchangesReader,
  ExchangeBalanceReader,
  ExchangeVisibility,
  ExchangeQuestions,
  ExchangeOpener,
  ExchangePartners,
  HouseholdFactsReader,
  BalanceScopes,
  EffectInputs,
  EffectLegs,
  ReadExchangeHandler,
  ListExchangesHandler,
  ReadOpenExchangesHandler,
  ReadExchangeBalanceHandler,
  ListBalanceEntriesHandler,
  ReadExchangeEffectHandler,
  ReadExchangeFunnelHandler,
  ListRecouplingRequestsHandler,
] as const;
