import { enumOf } from '#libs/graphql';
import { registerEnumType } from '@nestjs/graphql';
import { DWELLING_ACCESS, DWELLING_KINDS, DWELLING_WITHDRAWALS } from '../domain/dwelling.events.js';
import { DWELLING_HOLDS, DWELLING_STATES } from '../read-model/dwelling-row.js';

export const DwellingAccessEnum = enumOf(DWELLING_ACCESS);
export const DwellingKindEnum = enumOf(DWELLING_KINDS);
export const DwellingWithdrawalEnum = enumOf(DWELLING_WITHDRAWALS);
export const DwellingStateEnum = enumOf(DWELLING_STATES);
export const DwellingHoldEnum = enumOf(DWELLING_HOLDS);
export const DwellingViewEnum = enumOf(['all', 'offer']);

registerEnumType(DwellingAccessEnum, { name: 'DwellingAccess', description: 'How one gets in.' });
registerEnumType(DwellingKindEnum, {
  name: 'DwellingKind',
  description: 'doorstroom: a place in a shared doorstroomlocatie.',
});
registerEnumType(DwellingWithdrawalEnum, {
  name: 'DwellingWithdrawal',
  description: 'Why a dwelling is no longer on offer.',
});
registerEnumType(DwellingStateEnum, {
  name: 'DwellingState',
  description: 'offered: also while an exchange holds it; vacated: empty, and not yet on offer again.',
});
registerEnumType(DwellingHoldEnum, {
  name: 'DwellingHoldKind',
  description:
    'own: by its municipality; claim: a proposed exchange; reservation: accepted by all; assignment: settled.',
});
registerEnumType(DwellingViewEnum, {
  name: 'DwellingView',
  description: 'offer: without its number, and without who lives there or holds it.',
});
