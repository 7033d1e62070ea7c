import { LocalDateScalar } from '#libs/graphql';
import type { LocalDate } from '#libs/kernel';
import { Field, InputType, ObjectType } from '@nestjs/graphql';
import type { StayEnd } from '../../domain/household.events.js';
import { HousedHouseholdPayload } from '../household-answer.types.js';
import { HouseholdInputFields } from '../household-input.types.js';
import { StayEndEnum } from '../words.enums.js';

@InputType()
export class StayEndInput extends HouseholdInputFields {
  @Field(() => LocalDateScalar, { description: 'First day on which it no longer lives there.' })
  on!: LocalDate;

  @Field(() => StayEndEnum)
  reason!: StayEnd;

  @Field(() => String, { nullable: true, description: 'Kept sealed; refused where it names somebody.' })
  note?: string | null;
}

@ObjectType()
export class StayEndPayload extends HousedHouseholdPayload {}
