import { AcceptExchangeResolver } from './accept-exchange/accept-exchange.resolver.js';
import { AnswerChecklistResolver } from './answer-checklist/answer-checklist.resolver.js';
import { ConfirmRecouplingResolver } from './confirm-recoupling/confirm-recoupling.resolver.js';
import { DeclineExchangeResolver } from './decline-exchange/decline-exchange.resolver.js';
import { FailLegResolver } from './fail-leg/fail-leg.resolver.js';
import { InformHouseholdResolver } from './inform-household/inform-household.resolver.js';
import { ProposeExchangeResolver } from './propose-exchange/propose-exchange.resolver.js';
import { RecordObjectionResolver } from './record-objection/record-objection.resolver.js';
import { RefuseRecouplingResolver } from './refuse-recoupling/refuse-recoupling.resolver.js';
import { RepairLegResolver } from './repair-leg/repair-leg.resolver.js';
import { RequestRecouplingsResolver } from './request-recouplings/request-recouplings.resolver.js';
import { ReverseRecouplingResolver } from './reverse-recoupling/reverse-recoupling.resolver.js';
import { WithdrawExchangeResolver } from './withdraw-exchange/withdraw-exchange.resolver.js';

/** Providers of the mutations. */
export const commandResolvers = [
  AcceptExchangeResolver,
  AnswerChecklistResolver,
  ConfirmRecouplingResolver,
  DeclineExchangeResolver,
  FailLegResolver,
  InformHouseholdResolver,
  ProposeExchangeResolver,
  RecordObjectionResolver,
  RefuseRecouplingResolver,
  RepairLegResolver,
  RequestRecouplingsResolver,
  ReverseRecouplingResolver,
  WithdrawExchangeResolver,
];
