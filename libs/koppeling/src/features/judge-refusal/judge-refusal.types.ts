import { LocalDateScalar } from '#libs/graphql';
import type { LocalDate } from '#libs/kernel';
import { Field, InputType, ObjectType } from '@nestjs/graphql';
import type { RefusalJudgement } from '../../domain/household.events.js';
import { ChangedHouseholdPayload } from '../household-answer.types.js';
import { HouseholdInputFields } from '../household-input.types.js';
import { RefusalJudgementEnum } from '../words.enums.js';

@InputType()
export class DwellingRefusalJudgeInput extends HouseholdInputFields {
  @Field(() => RefusalJudgementEnum)
  judgement!: RefusalJudgement;

  @Field(() => LocalDateScalar)
  on!: LocalDate;
}

@ObjectType()
export class DwellingRefusalJudgePayload extends ChangedHouseholdPayload {}
