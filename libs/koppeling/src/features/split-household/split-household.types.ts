import { InstantScalar, LocalDateScalar } from '#libs/graphql';
import type { Instant, LocalDate } from '#libs/kernel';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ChangedHouseholdPayload } from '../household-answer.types.js';
import { HouseholdInputFields } from '../household-input.types.js';

@InputType()
export class HouseholdSplitInput extends HouseholdInputFields {
  @Field(() => ID, { description: 'Pseudonym of the new household.' })
  into!: string;

  @Field(() => Int, { description: 'How many go.' })
  persons!: number;

  @Field(() => LocalDateScalar)
  on!: LocalDate;

  @Field(() => InstantScalar, { nullable: true, description: 'Left out: the moment of recording.' })
  knownAt?: Instant | null;
}

@ObjectType()
export class HouseholdSplitPayload extends ChangedHouseholdPayload {}
