import { unreachable, type Decider, type Decision } from '#libs/kernel';
import { answerChecklist, failLeg, recordPlaced, repairLeg } from './after-settlement.js';
import { acceptBy, decline, expire, withdraw } from './answers.js';
import type { Exchange, KnownExchange } from './exchange.js';
import type { ExchangeCommand } from './exchange.commands.js';
import type { ExchangeEvent } from './exchange.events.js';
import { exchangeUnknown } from './exchange.refusals.js';
import { evolveExchange } from './exchange.state.js';
import { inform, object } from './informing.js';
import { propose } from './proposal.js';
import { confirmRecoupling, refuseRecoupling, requestRecouplings, reverseRecoupling } from './recoupling.js';
import { recordRedistribution } from './redistribution.js';
import { remind } from './reminding.js';
import { endUsed, recheck, settle } from './settlement.js';

type Later = Exclude<ExchangeCommand, { type: 'Propose' }>;

function decideLater(command: Later, state: KnownExchange): Decision<ExchangeEvent> {
  switch (command.type) {
    case 'Accept':
      return acceptBy(command, state);
    case 'Decline':
      return decline(command, state);
    case 'Expire':
      return expire(command, state);
    case 'Withdraw':
      return withdraw(command, state);
    case 'Inform':
      return inform(command, state);
    case 'Object':
      return object(command, state);
    case 'RequestRecouplings':
      return requestRecouplings(command, state);
    case 'ConfirmRecoupling':
      return confirmRecoupling(command, state);
    case 'RefuseRecoupling':
      return refuseRecoupling(command, state);
    case 'ReverseRecoupling':
      return reverseRecoupling(command, state);
    case 'Settle':
      return settle(command, state);
    case 'EndUsed':
      return endUsed(command, state);
    case 'Recheck':
      return recheck(command, state);
    case 'AnswerChecklist':
      return answerChecklist(command, state);
    case 'RecordPlaced':
      return recordPlaced(command, state);
    case 'FailLeg':
      return failLeg(command, state);
    case 'RepairLeg':
      return repairLeg(command, state);
    case 'RecordRedistribution':
      return recordRedistribution(command, state);
    case 'Remind':
      return remind(command, state);
    default:
      return unreachable(command);
  }
}

/**
 * The life of an exchange [domain.md §4]. It decides for itself only: whoever runs it moves its households and dwellings in the
 * same commit. Phases that do not allow a step: `EXCHANGE_NOT_OPEN`, `EXCHANGE_NOT_RESERVED`, `EXCHANGE_NOT_REQUESTED`,
 * `EXCHANGE_NOT_SETTLED`, `EXCHANGE_NOT_ENDABLE`, each with the `status` and how it ended.
 */
export const exchangeDecider: Decider<Exchange, ExchangeCommand, ExchangeEvent> = {
  initial: { status: 'unknown' },
  evolve: evolveExchange,
  decide(command, state) {
    if (command.type === 'Propose') return propose(command, state);
    return state.status === 'unknown' ? exchangeUnknown : decideLater(command, state);
  },
};
