import { enumOf } from '#libs/graphql';
import { registerEnumType } from '@nestjs/graphql';
import {
  DWELLING_REFUSALS,
  HOUSEHOLD_KINDS,
  PERSONS_CHANGES,
  PLACEMENT_CORRECTIONS,
  REFUSAL_JUDGEMENTS,
  STAY_ENDS,
} from '../domain/household.events.js';
import { ACCESS_NEEDS } from '../domain/profile.js';
import { END_REASONS } from './end-koppeling/end-koppeling.command.js';

export const HouseholdKindEnum = enumOf(HOUSEHOLD_KINDS);
export const AccessNeedEnum = enumOf(ACCESS_NEEDS);
export const PersonsChangeEnum = enumOf(PERSONS_CHANGES);
export const KoppelingEndEnum = enumOf(END_REASONS);
export const PlacementCorrectionEnum = enumOf(PLACEMENT_CORRECTIONS);
export const StayEndEnum = enumOf(STAY_ENDS);
export const DwellingRefusalEnum = enumOf(DWELLING_REFUSALS);
export const RefusalJudgementEnum = enumOf(REFUSAL_JUDGEMENTS);

registerEnumType(HouseholdKindEnum, {
  name: 'HouseholdKind',
  description: 'nidos: minors under guardianship, never exchanged.',
});
registerEnumType(AccessNeedEnum, { name: 'AccessNeed', description: 'How somebody of the household gets in.' });
registerEnumType(PersonsChangeEnum, { name: 'PersonsChange', description: 'Why a household grew or shrank.' });
registerEnumType(KoppelingEndEnum, { name: 'KoppelingEnd', description: 'Why a koppeling ends without a placement.' });
registerEnumType(PlacementCorrectionEnum, {
  name: 'PlacementCorrection',
  description: 'Why a placement reads differently.',
});
registerEnumType(StayEndEnum, { name: 'StayEnd', description: 'Why a stay ended.' });
registerEnumType(DwellingRefusalEnum, { name: 'DwellingRefusal', description: 'Why a household refused a dwelling.' });
registerEnumType(RefusalJudgementEnum, { name: 'RefusalJudgement', description: 'What COA found of a refusal.' });
