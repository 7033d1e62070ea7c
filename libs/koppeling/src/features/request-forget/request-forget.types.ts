import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { ChangedHouseholdPayload } from '../household-answer.types.js';
import { HouseholdInputFields } from '../household-input.types.js';

@InputType()
export class HouseholdForgetRequestInput extends HouseholdInputFields {
  @Field(() => ID, {
    nullable: true,
    description: 'The actor who is asked to approve: another than who asks. Left out: any other who may.',
  })
  approvedBy?: string | null;
}

@ObjectType()
export class HouseholdForgetRequestPayload extends ChangedHouseholdPayload {}
