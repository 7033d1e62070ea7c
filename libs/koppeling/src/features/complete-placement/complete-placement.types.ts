import { InstantScalar, LocalDateScalar } from '#libs/graphql';
import type { Instant, LocalDate } from '#libs/kernel';
import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { HousedHouseholdPayload } from '../household-answer.types.js';
import { HouseholdInputFields } from '../household-input.types.js';

@InputType()
export class PlacementCompleteInput extends HouseholdInputFields {
  @Field(() => LocalDateScalar)
  on!: LocalDate;

  @Field(() => Int, { nullable: true, description: 'How many followed. Left out: all the rest.' })
  persons?: number | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Left out: the moment of recording.' })
  knownAt?: Instant | null;
}

@ObjectType()
export class PlacementCompletePayload extends HousedHouseholdPayload {}
