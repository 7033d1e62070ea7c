import { LocalDateScalar } from '#libs/graphql';
import type { LocalDate } from '#libs/kernel';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { LegFailure } from '../../domain/exchange.events.js';
import { ExchangePayload, NOTE_ASKED } from '../exchange-standing.types.js';
import { LegFailureEnum } from '../words.enums.js';

@InputType()
export class LegFailInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  exchange!: string;

  @Field(() => Int, { description: 'Number of the leg, from 1.' })
  leg!: number;

  @Field(() => LegFailureEnum)
  reason!: LegFailure;

  @Field(() => LocalDateScalar, { description: 'Day on which it was known.' })
  on!: LocalDate;

  @Field(() => String, { nullable: true, description: NOTE_ASKED })
  note?: string | null;
}

@ObjectType()
export class LegFailPayload extends ExchangePayload {}
