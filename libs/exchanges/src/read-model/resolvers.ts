import { ExchangeBalanceResolver } from './read-balance/balance.resolver.js';
import { ExchangeEffectResolver } from './read-effect/effect.resolver.js';
import { ExchangesResolver } from './read-exchanges/exchanges.resolver.js';
import { ExchangeFunnelResolver } from './read-funnel/funnel.resolver.js';
import { RecouplingRequestsResolver } from './recoupling-requests/recoupling-requests.resolver.js';

/** Providers of the queries and subscriptions. */
export const readModelResolvers = [
  ExchangesResolver,
  ExchangeBalanceResolver,
  ExchangeEffectResolver,
  ExchangeFunnelResolver,
  RecouplingRequestsResolver,
] as const;
