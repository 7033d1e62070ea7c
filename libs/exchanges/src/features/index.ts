import { AcceptExchangeHandler } from './accept-exchange/accept-exchange.handler.js';
import { AnswerChecklistHandler } from './answer-checklist/answer-checklist.handler.js';
import { ConfirmByListHandler } from './confirm-by-list/confirm-by-list.handler.js';
import { ConfirmRecouplingHandler } from './confirm-recoupling/confirm-recoupling.handler.js';
import { DeclineExchangeHandler } from './decline-exchange/decline-exchange.handler.js';
import { EndUsedExchangeHandler } from './end-used-exchange/end-used-exchange.handler.js';
import { ExpireExchangeHandler } from './expire-exchange/expire-exchange.handler.js';
import { FailLegHandler } from './fail-leg/fail-leg.handler.js';
import { InformHouseholdHandler } from './inform-household/inform-household.handler.js';
import { ProposeExchangeHandler } from './propose-exchange/propose-exchange.handler.js';
import { RecheckExchangeHandler } from './recheck-exchange/recheck-exchange.handler.js';
import { RecordLegPlacedHandler } from './record-leg-placed/record-leg-placed.handler.js';
import { RecordObjectionHandler } from './record-objection/record-objection.handler.js';
import { RefuseRecouplingHandler } from './refuse-recoupling/refuse-recoupling.handler.js';
import { RemindExchangeHandler } from './remind-exchange/remind-exchange.handler.js';
import { RepairLegHandler } from './repair-leg/repair-leg.handler.js';
import { RequestRecouplingsHandler } from './request-recouplings/request-recouplings.handler.js';
import { ReverseRecouplingHandler } from './reverse-recoupling/reverse-recoupling.handler.js';
import { SettleExchangeHandler } from './settle-exchange/settle-exchange.handler.js';
import { WithdrawExchangeHandler } from './withdraw-exchange/withdraw-exchange.handler.js';
import { ExchangeAccess } from './exchange-access.js';
import { ExchangeDesk } from './exchange-desk.js';
import { ExchangeFit } from './exchange-fit.js';

export * from './accept-exchange/accept-exchange.command.js';
export * from './answer-checklist/answer-checklist.command.js';
export * from './confirm-recoupling/confirm-recoupling.command.js';
export * from './decline-exchange/decline-exchange.command.js';
export { ExchangeAgreements } from './exchange-agreements.js';
export * from './exchange-answer.js';
export * from './fail-leg/fail-leg.command.js';
export * from './inform-household/inform-household.command.js';
export * from './propose-exchange/propose-exchange.command.js';
export * from './record-objection/record-objection.command.js';
export * from './refuse-recoupling/refuse-recoupling.command.js';
export * from './repair-leg/repair-leg.command.js';
export * from './request-recouplings/request-recouplings.command.js';
export * from './reverse-recoupling/reverse-recoupling.command.js';
export * from './stored-exchanges.js';
export * from './withdraw-exchange/withdraw-exchange.command.js';

/** Providers of the write side. */
export const commandHandlers = [
  ExchangeAccess,
  ExchangeDesk,
  ExchangeFit,
  ProposeExchangeHandler,
  AcceptExchangeHandler,
  DeclineExchangeHandler,
  WithdrawExchangeHandler,
  InformHouseholdHandler,
  RecordObjectionHandler,
  RequestRecouplingsHandler,
  ConfirmRecouplingHandler,
  ConfirmByListHandler,
  RefuseRecouplingHandler,
  ReverseRecouplingHandler,
  AnswerChecklistHandler,
  FailLegHandler,
  RepairLegHandler,
  SettleExchangeHandler,
  ExpireExchangeHandler,
  RemindExchangeHandler,
  EndUsedExchangeHandler,
  RecheckExchangeHandler,
  RecordLegPlacedHandler,
];
