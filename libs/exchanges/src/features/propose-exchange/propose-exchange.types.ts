import { InstantScalar, listSize, MunicipalityCodeScalar, MutationPayload, PeriodScalar } from '#libs/graphql';
import type { Instant, MunicipalityCode, Period } from '#libs/kernel';
import { Extensions, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { FitWarning } from '../../domain/fit.js';
import { FitWarningEnum } from '../words.enums.js';

@InputType()
export class ExchangeLegInput {
  @Field(() => ID, { description: 'Pseudonym of the household.' })
  household!: string;

  @Field(() => MunicipalityCodeScalar, { description: 'To which the household is coupled.' })
  from!: MunicipalityCode;

  @Field(() => ID)
  dwelling!: string;

  @Field(() => MunicipalityCodeScalar, { description: 'Whose dwelling it is.' })
  to!: MunicipalityCode;
}

@InputType({
  description: 'Agreed change of a taakstelling that goes with the exchange [Huisvestingswet 2014, art. 29(2)].',
})
export class ExchangeRedistributionInput {
  @Field(() => MunicipalityCodeScalar)
  municipality!: MunicipalityCode;

  @Field(() => PeriodScalar)
  period!: Period;

  @Field(() => Int, { description: 'Persons more, or fewer; per period the sum is 0.' })
  change!: number;
}

@InputType()
export class ExchangeProposeInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => [ExchangeLegInput], {
    description: 'In travel order: one is a take-over, two a swap, three or more a ring.',
  })
  legs!: ExchangeLegInput[];

  @Field(() => ID, {
    nullable: true,
    description: 'Region or province that matches; left out: between those who take part.',
  })
  region?: string | null;

  @Field(() => ID, { nullable: true, description: 'The suggestion that it is made of.' })
  suggestion?: string | null;

  @Field(() => [ExchangeRedistributionInput], { nullable: true })
  redistribution?: ExchangeRedistributionInput[] | null;
}

@ObjectType('ExchangeLegWarning')
export class LegWarningType {
  @Field(() => Int)
  leg!: number;

  @Field(() => FitWarningEnum)
  warning!: FitWarning;
}

@ObjectType('ProposedExchange')
export class ProposedExchangeType {
  @Field(() => ID)
  exchange!: string;

  @Field(() => InstantScalar, { description: 'When it expires without every answer.' })
  answerBy!: Instant;

  @Field(() => [LegWarningType], {
    description: 'Of households whose needs you may see; empty when the command was repeated.',
  })
  @Extensions(listSize(20))
  warnings!: LegWarningType[];
}

@ObjectType()
export class ExchangeProposePayload extends MutationPayload {
  @Field(() => ProposedExchangeType, { nullable: true })
  result!: ProposedExchangeType | null;
}
