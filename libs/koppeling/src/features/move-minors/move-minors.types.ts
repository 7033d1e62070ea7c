import { InstantScalar, LocalDateScalar } from '#libs/graphql';
import type { Instant, LocalDate } from '#libs/kernel';
import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { HousedHouseholdPayload } from '../household-answer.types.js';
import { StayInputFields } from '../household-input.types.js';

@InputType()
export class MinorsMoveInput extends StayInputFields {
  @Field(() => LocalDateScalar, { description: 'Day on which COA was told; on it they count elsewhere.' })
  reportedOn!: LocalDate;

  @Field(() => InstantScalar, { nullable: true, description: 'Left out: the moment of recording.' })
  knownAt?: Instant | null;
}

@ObjectType()
export class MinorsMovePayload extends HousedHouseholdPayload {}
