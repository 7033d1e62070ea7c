import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { HousedHouseholdPayload } from '../household-answer.types.js';
import { StayInputFields } from '../household-input.types.js';

@InputType()
export class HouseholdMoveHomeInput extends StayInputFields {
  @Field(() => String, { nullable: true, description: 'Kept sealed; refused where it names somebody.' })
  note?: string | null;
}

@ObjectType()
export class HouseholdMoveHomePayload extends HousedHouseholdPayload {}
