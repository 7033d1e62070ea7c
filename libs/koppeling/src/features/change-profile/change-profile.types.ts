import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { ChangedHouseholdPayload } from '../household-answer.types.js';
import { HouseholdInputFields } from '../household-input.types.js';
import { HouseholdProfileInput } from './profile-input.types.js';

@InputType()
export class HouseholdChangeProfileInput extends HouseholdInputFields {
  @Field(() => HouseholdProfileInput)
  profile!: HouseholdProfileInput;
}

@ObjectType()
export class HouseholdChangeProfilePayload extends ChangedHouseholdPayload {}
