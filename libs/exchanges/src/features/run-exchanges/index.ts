export { EXCHANGE_ANSWER, EXCHANGE_OBJECTION, EXCHANGE_REMINDER } from './reactions.js';
export { RunExchangesModule } from './run-exchanges.module.js';
