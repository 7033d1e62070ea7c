import { InstantScalar, LocalDateScalar } from '#libs/graphql';
import type { Instant, LocalDate } from '#libs/kernel';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { ChangedHouseholdPayload } from '../household-answer.types.js';
import { HouseholdInputFields } from '../household-input.types.js';

@InputType()
export class HouseholdMergeInput extends HouseholdInputFields {
  @Field(() => ID, { description: 'The household that it becomes part of.' })
  into!: string;

  @Field(() => LocalDateScalar)
  on!: LocalDate;

  @Field(() => String, { nullable: true, description: 'Kept sealed; refused where it names somebody.' })
  note?: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Left out: the moment of recording.' })
  knownAt?: Instant | null;
}

@ObjectType()
export class HouseholdMergePayload extends ChangedHouseholdPayload {}
