import { enumOf } from '#libs/graphql';
import { registerEnumType } from '@nestjs/graphql';
import { COA_RESOLUTIONS } from '../domain/household.events.js';
import type { HouseholdStepName } from './household-clock.js';
import type { HouseholdStatus } from './household-row.js';
import type { HouseholdView } from './household-visibility.js';
import type { CoaDifferenceKind } from '../domain/household.events.js';
import type { StayWorry } from './list-open-stays/list-open-stays.query.js';

export const HouseholdViewEnum = { all: 'all', needs: 'needs' } as const satisfies Record<string, HouseholdView>;
export const HouseholdStatusEnum = {
  coupled: 'coupled',
  partly_placed: 'partly-placed',
  placed: 'placed',
  ended: 'ended',
} as const satisfies Record<string, HouseholdStatus>;
export const HouseholdStepEnum = {
  koppeling: 'koppeling',
  dwelling: 'dwelling',
  move: 'move',
} as const satisfies Record<string, HouseholdStepName>;
export const StayWorryEnum = {
  ended: 'ended',
  term_over: 'term-over',
  term_ends: 'term-ends',
} as const satisfies Record<string, StayWorry>;
export const CoaDifferenceEnum = {
  only_ours: 'only-ours',
  only_theirs: 'only-theirs',
  other_municipality: 'other-municipality',
  persons: 'persons',
} as const satisfies Record<string, CoaDifferenceKind>;
export const CoaResolutionEnum = enumOf(COA_RESOLUTIONS);

registerEnumType(HouseholdViewEnum, {
  name: 'HouseholdView',
  description: 'How much you may see: all, or needs: size and needs; then all fields that say so are null.',
});
registerEnumType(HouseholdStatusEnum, {
  name: 'HouseholdStatus',
  description: 'coupled: all are still to be housed; partly_placed: some are; ended: none is, and none was housed.',
});
registerEnumType(HouseholdStepEnum, { name: 'HouseholdStepName', description: 'On the way from permit to move.' });
registerEnumType(StayWorryEnum, {
  name: 'StayWorry',
  description: 'ended without a next stay; term_over: its agreed end passed; term_ends: soon.',
});
registerEnumType(CoaDifferenceEnum, {
  name: 'CoaDifferenceKind',
  description: 'Only on our list, only on that of COA, coupled to another municipality, or other persons.',
});
registerEnumType(CoaResolutionEnum, {
  name: 'CoaResolution',
  description:
    'ours_is_right: COA was told; theirs_is_right: ours was corrected; timing: one of the two was not up to date, a later list that says the same opens it again; divided_otherwise: COA counts people together or apart whom we do not; other_pseudonym: it is on the list under another one.',
});
