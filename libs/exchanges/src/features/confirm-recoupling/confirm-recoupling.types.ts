import { LocalDateScalar } from '#libs/graphql';
import type { LocalDate } from '#libs/kernel';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ExchangePayload } from '../exchange-standing.types.js';

@InputType()
export class RecouplingConfirmInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  exchange!: string;

  @Field(() => Int, { description: 'Number of the leg, from 1.' })
  leg!: number;

  @Field(() => LocalDateScalar, { description: 'Day of the answer.' })
  on!: LocalDate;

  @Field(() => String, { nullable: true, description: 'Mark of the answer at COA.' })
  reference?: string | null;
}

@ObjectType()
export class RecouplingConfirmPayload extends ExchangePayload {}
