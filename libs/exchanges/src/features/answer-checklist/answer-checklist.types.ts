import { MunicipalityCodeScalar } from '#libs/graphql';
import type { MunicipalityCode } from '#libs/kernel';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ExchangePayload } from '../exchange-standing.types.js';

@InputType()
export class ChecklistAnswerItem {
  @Field(() => String, { description: 'An item of the exchanges policy.' })
  item!: string;

  @Field(() => Boolean)
  done!: boolean;
}

@InputType()
export class ChecklistAnswerInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  exchange!: string;

  @Field(() => Int, { description: 'Number of the leg, from 1.' })
  leg!: number;

  @Field(() => MunicipalityCodeScalar, { description: 'For which you answer.' })
  municipality!: MunicipalityCode;

  @Field(() => [ChecklistAnswerItem])
  answers!: ChecklistAnswerItem[];
}

@ObjectType()
export class ChecklistAnswerPayload extends ExchangePayload {}
