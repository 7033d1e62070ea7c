import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { Withdrawal } from '../../domain/exchange.events.js';
import { ExchangePayload, NOTE_ASKED } from '../exchange-standing.types.js';
import { WithdrawalEnum } from '../words.enums.js';

@InputType()
export class ExchangeWithdrawInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  exchange!: string;

  @Field(() => WithdrawalEnum)
  reason!: Withdrawal;

  @Field(() => Int, { nullable: true, description: 'The leg that it is about; left out: the whole.' })
  leg?: number | null;

  @Field(() => String, { nullable: true, description: NOTE_ASKED })
  note?: string | null;
}

@ObjectType()
export class ExchangeWithdrawPayload extends ExchangePayload {}
