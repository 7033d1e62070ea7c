import { MunicipalityCodeScalar } from '#libs/graphql';
import type { MunicipalityCode } from '#libs/kernel';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { ExchangePayload } from '../exchange-standing.types.js';

@InputType()
export class ExchangeAcceptInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  exchange!: string;

  @Field(() => MunicipalityCodeScalar, { description: 'For which you answer.' })
  municipality!: MunicipalityCode;
}

@ObjectType()
export class ExchangeAcceptPayload extends ExchangePayload {}
