import { LocalDateScalar } from '#libs/graphql';
import type { LocalDate } from '#libs/kernel';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { Repair } from '../../domain/exchange.events.js';
import { ExchangePayload, NOTE_ASKED } from '../exchange-standing.types.js';
import { RepairEnum } from '../words.enums.js';

@InputType()
export class LegRepairInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  exchange!: string;

  @Field(() => Int, { description: 'Number of the leg, from 1.' })
  leg!: number;

  @Field(() => RepairEnum)
  repair!: Repair;

  @Field(() => ID, {
    nullable: true,
    description: 'With another_dwelling: which, of the municipality that takes the household.',
  })
  dwelling?: string | null;

  @Field(() => LocalDateScalar, { description: 'Day of the repair.' })
  on!: LocalDate;

  @Field(() => String, { nullable: true, description: NOTE_ASKED })
  note?: string | null;
}

@ObjectType()
export class LegRepairPayload extends ExchangePayload {}
