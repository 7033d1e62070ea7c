import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { ExchangePayload } from '../exchange-standing.types.js';

@InputType()
export class RecouplingRequestInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  exchange!: string;
}

@ObjectType()
export class RecouplingRequestPayload extends ExchangePayload {}
