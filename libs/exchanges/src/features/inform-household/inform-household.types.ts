import { LocalDateScalar } from '#libs/graphql';
import type { LocalDate } from '#libs/kernel';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ExchangePayload } from '../exchange-standing.types.js';

@InputType()
export class HouseholdInformInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  exchange!: string;

  @Field(() => Int, { description: 'Number of the leg, from 1.' })
  leg!: number;

  @Field(() => LocalDateScalar, { description: 'Day on which it was told.' })
  on!: LocalDate;
}

@ObjectType()
export class HouseholdInformPayload extends ExchangePayload {}
