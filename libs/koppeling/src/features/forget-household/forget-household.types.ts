import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { ChangedHouseholdPayload } from '../household-answer.types.js';
import { HouseholdInputFields } from '../household-input.types.js';

@InputType()
export class HouseholdForgetInput extends HouseholdInputFields {
  @Field(() => ID, { description: 'The second person: another than who asks.' })
  approvedBy!: string;
}

@ObjectType()
export class HouseholdForgetPayload extends ChangedHouseholdPayload {}
