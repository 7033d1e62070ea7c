import { LocalDateScalar } from '#libs/graphql';
import type { LocalDate } from '#libs/kernel';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { DwellingRefusal } from '../../domain/household.events.js';
import { ChangedHouseholdPayload } from '../household-answer.types.js';
import { HouseholdInputFields } from '../household-input.types.js';
import { DwellingRefusalEnum } from '../words.enums.js';

@InputType()
export class DwellingRefusalRecordInput extends HouseholdInputFields {
  @Field(() => ID, { nullable: true, description: 'The dwelling, where it is one on offer here.' })
  dwelling?: string | null;

  @Field(() => LocalDateScalar)
  on!: LocalDate;

  @Field(() => DwellingRefusalEnum, { description: 'Kept sealed; of a forgotten household it is not kept.' })
  reason!: DwellingRefusal;

  @Field(() => String, { nullable: true, description: 'Kept sealed; refused where it names somebody.' })
  note?: string | null;
}

@ObjectType()
export class DwellingRefusalRecordPayload extends ChangedHouseholdPayload {}
