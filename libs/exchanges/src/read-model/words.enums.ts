import { enumOf } from '#libs/graphql';
import { registerEnumType } from '@nestjs/graphql';
import { ACCESS_NEEDS } from '#libs/koppeling';
import { EXCHANGE_STATUSES } from '../domain/exchange.js';
import { EXCHANGE_DEADLINES } from '../domain/exchange.events.js';
import { BALANCE_CAUSES, DIRECTIONS, LEG_STATES } from './leg-states.js';
import { ACTIONS, ACTORS } from './turns.js';

export const ExchangeStatusEnum = enumOf(EXCHANGE_STATUSES);
export const ExchangeLegStateEnum = enumOf(LEG_STATES);
export const ExchangeDeadlineEnum = enumOf(EXCHANGE_DEADLINES);
export const ExchangeActionEnum = enumOf(ACTIONS);
export const ExchangeActorEnum = enumOf(ACTORS);
export const ExchangeAccessNeedEnum = enumOf(ACCESS_NEEDS);
export const BalanceCauseEnum = enumOf(BALANCE_CAUSES);
export const BalanceDirectionEnum = enumOf(DIRECTIONS);
export const RecouplingRequestStateEnum = enumOf(['open', 'answered']);

registerEnumType(ExchangeStatusEnum, { name: 'ExchangeProgress', description: 'How far an exchange is.' });
registerEnumType(ExchangeLegStateEnum, { name: 'ExchangeLegState', description: 'How far a leg of an exchange is.' });
registerEnumType(ExchangeDeadlineEnum, { name: 'ExchangeDeadlineKind', description: 'What is due.' });
registerEnumType(ExchangeActionEnum, { name: 'ExchangeAction', description: 'What is to be done next.' });
registerEnumType(ExchangeActorEnum, {
  name: 'ExchangeActor',
  description: 'Who is waited for; platform: it goes on by itself.',
});
registerEnumType(ExchangeAccessNeedEnum, {
  name: 'ExchangeAccessNeed',
  description: 'What a household can manage on foot.',
});
registerEnumType(BalanceCauseEnum, {
  name: 'ExchangeBalanceCause',
  description: 'settled: households changed municipality; returned, balanced: a leg that failed no longer counts.',
});
registerEnumType(BalanceDirectionEnum, { name: 'ExchangeBalanceDirection' });
registerEnumType(RecouplingRequestStateEnum, {
  name: 'RecouplingRequestState',
  description: 'open: COA has still to answer.',
});
