import { LocalDateScalar } from '#libs/graphql';
import type { LocalDate } from '#libs/kernel';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { Objection } from '../../domain/exchange.events.js';
import { ExchangePayload, NOTE_ASKED } from '../exchange-standing.types.js';
import { ObjectionEnum } from '../words.enums.js';

@InputType()
export class HouseholdObjectInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  exchange!: string;

  @Field(() => Int, { description: 'Number of the leg, from 1.' })
  leg!: number;

  @Field(() => ObjectionEnum)
  reason!: Objection;

  @Field(() => LocalDateScalar, { description: 'Day of the objection.' })
  on!: LocalDate;

  @Field(() => String, { nullable: true, description: NOTE_ASKED })
  note?: string | null;
}

@ObjectType()
export class HouseholdObjectPayload extends ExchangePayload {}
