export * from './domain/exchange.events.js';
export {
  EXCHANGE_STATUSES,
  isBeforeSettlement,
  openReversals,
  partiesOf,
  type Exchange,
  type ExchangeStatus,
  type KnownExchange,
  type LegAtCoa,
  type LegCourse,
  type LegState,
} from './domain/exchange.js';
export * from './domain/exchanges.policy.js';
export * from './domain/fit.js';
export * from './exchanges-policy-seed.js';
export * from './exchanges.definitions.js';
export * from './exchange-partners.module.js';
export * from './exchanges.module.js';
export * from './features/index.js';
export * from './features/run-exchanges/index.js';
export * from './read-model/index.js';
