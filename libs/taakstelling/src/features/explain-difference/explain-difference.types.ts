import { MutationPayload, PeriodScalar, ScopeScalar } from '#libs/graphql';
import type { Period, Scope } from '#libs/kernel';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';

@InputType()
export class DifferenceExplainInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ScopeScalar)
  scope!: Scope;

  @Field(() => PeriodScalar)
  period!: Period;

  @Field(() => Int, { description: 'Persons, published minus computed.' })
  amount!: number;

  @Field(() => String)
  reason!: string;

  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null;
}

@ObjectType('Explanation')
export class ExplanationType {
  @Field(() => ID)
  id!: string;
}

@ObjectType()
export class DifferenceExplainPayload extends MutationPayload {
  @Field(() => ExplanationType, { nullable: true })
  result!: ExplanationType | null;
}
