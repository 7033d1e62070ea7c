import { MunicipalityCodeScalar } from '#libs/graphql';
import type { MunicipalityCode } from '#libs/kernel';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { Decline } from '../../domain/exchange.events.js';
import { ExchangePayload, NOTE_ASKED } from '../exchange-standing.types.js';
import { DeclineEnum } from '../words.enums.js';

@InputType()
export class ExchangeDeclineInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  exchange!: string;

  @Field(() => MunicipalityCodeScalar, { description: 'For which you answer.' })
  municipality!: MunicipalityCode;

  @Field(() => DeclineEnum)
  reason!: Decline;

  @Field(() => Int, { nullable: true, description: 'The leg that it is about; left out: the whole.' })
  leg?: number | null;

  @Field(() => String, { nullable: true, description: NOTE_ASKED })
  note?: string | null;
}

@ObjectType()
export class ExchangeDeclinePayload extends ExchangePayload {}
