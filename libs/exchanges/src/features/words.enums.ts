import { enumOf } from '#libs/graphql';
import { registerEnumType } from '@nestjs/graphql';
import {
  COA_REFUSALS,
  DECLINES,
  EXCHANGE_ENDS,
  LEG_FAILURES,
  OBJECTIONS,
  REPAIRS,
  WITHDRAWALS,
} from '../domain/exchange.events.js';
import { FIT_WARNINGS } from '../domain/fit.js';

export const DeclineEnum = enumOf(DECLINES);
export const ObjectionEnum = enumOf(OBJECTIONS);
export const WithdrawalEnum = enumOf(WITHDRAWALS);
export const CoaRefusalEnum = enumOf(COA_REFUSALS);
export const LegFailureEnum = enumOf(LEG_FAILURES);
export const RepairEnum = enumOf(REPAIRS);
export const ExchangeEndEnum = enumOf(EXCHANGE_ENDS);
export const FitWarningEnum = enumOf(FIT_WARNINGS);

registerEnumType(DeclineEnum, { name: 'ExchangeDecline', description: 'Why a municipality says no.' });
registerEnumType(ObjectionEnum, {
  name: 'ExchangeObjection',
  description: 'Kind of reason for which a household objects.',
});
registerEnumType(WithdrawalEnum, { name: 'ExchangeWithdrawal', description: 'Why an exchange is taken back.' });
registerEnumType(CoaRefusalEnum, { name: 'CoaRefusal', description: 'Why COA does not move a koppeling.' });
registerEnumType(LegFailureEnum, { name: 'ExchangeLegFailure', description: 'Why a leg fails after settlement.' });
registerEnumType(RepairEnum, { name: 'ExchangeLegRepair', description: 'How a leg that failed is mended.' });
registerEnumType(ExchangeEndEnum, { name: 'ExchangeEnd', description: 'How an exchange ended before settlement.' });
registerEnumType(FitWarningEnum, {
  name: 'ExchangeFitWarning',
  description: 'What to look at; nothing is refused for it.',
});
