import { InputType, ObjectType } from '@nestjs/graphql';
import { ChangedHouseholdPayload } from '../household-answer.types.js';
import { HouseholdInputFields } from '../household-input.types.js';

@InputType()
export class HouseholdForgetInput extends HouseholdInputFields {}

@ObjectType()
export class HouseholdForgetPayload extends ChangedHouseholdPayload {}
