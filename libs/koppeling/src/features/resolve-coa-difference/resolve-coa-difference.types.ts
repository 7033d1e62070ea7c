import { Field, InputType, ObjectType } from '@nestjs/graphql';
import type { CoaResolution } from '../../domain/household.events.js';
import { CoaResolutionEnum } from '../../read-model/household.enums.js';
import { ChangedHouseholdPayload } from '../household-answer.types.js';
import { HouseholdInputFields } from '../household-input.types.js';

@InputType()
export class CoaDifferenceResolveInput extends HouseholdInputFields {
  @Field(() => CoaResolutionEnum, { description: 'theirs_is_right is refused while the two still differ.' })
  resolution!: CoaResolution;

  @Field(() => String, { nullable: true, description: 'Kept sealed; refused where it names somebody.' })
  note?: string | null;
}

@ObjectType()
export class CoaDifferenceResolvePayload extends ChangedHouseholdPayload {}
