import { LocalDateScalar } from '#libs/graphql';
import type { LocalDate } from '#libs/kernel';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { CoaRefusal } from '../../domain/exchange.events.js';
import { ExchangePayload } from '../exchange-standing.types.js';
import { CoaRefusalEnum } from '../words.enums.js';

@InputType()
export class RecouplingRefuseInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  exchange!: string;

  @Field(() => Int, { description: 'Number of the leg, from 1.' })
  leg!: number;

  @Field(() => CoaRefusalEnum)
  reason!: CoaRefusal;

  @Field(() => LocalDateScalar, { description: 'Day of the answer.' })
  on!: LocalDate;

  @Field(() => String, { nullable: true, description: 'Mark of the answer at COA.' })
  reference?: string | null;
}

@ObjectType()
export class RecouplingRefusePayload extends ExchangePayload {}
