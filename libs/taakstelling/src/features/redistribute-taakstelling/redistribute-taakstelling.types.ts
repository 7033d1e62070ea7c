import { InstantScalar, LocalDateScalar, MunicipalityCodeScalar, MutationPayload, PeriodScalar } from '#libs/graphql';
import type { Instant, LocalDate, MunicipalityCode, Period } from '#libs/kernel';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';

@InputType()
export class TaakstellingShareInput {
  @Field(() => MunicipalityCodeScalar)
  municipality!: MunicipalityCode;

  @Field(() => Int, { description: 'Persons after the redistribution.' })
  persons!: number;
}

@InputType()
export class TaakstellingRedistributeInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => PeriodScalar)
  period!: Period;

  @Field(() => [TaakstellingShareInput], { description: 'At least two municipalities; the sum stays what it was.' })
  shares!: TaakstellingShareInput[];

  @Field(() => LocalDateScalar, { description: 'The day from which it holds.' })
  announcedOn!: LocalDate;

  @Field(() => String)
  source!: string;

  @Field(() => InstantScalar, { nullable: true, description: 'Left out: the start of announcedOn.' })
  knownAt?: Instant | null;

  @Field(() => String, { nullable: true })
  remark?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The exchange with which they agreed on it: then it must be what they agreed, and the exchange shows it.',
  })
  exchange?: string | null;
}

@ObjectType('RedistributedShare')
export class RedistributedShareType {
  @Field(() => MunicipalityCodeScalar)
  municipality!: string;

  @Field(() => Int)
  was!: number;

  @Field(() => Int)
  persons!: number;
}

@ObjectType('Redistribution')
export class RedistributionType {
  @Field(() => ID)
  redistribution!: string;

  @Field(() => PeriodScalar)
  period!: string;

  @Field(() => Int, { description: 'Persons together, before and after.' })
  sum!: number;

  @Field(() => [RedistributedShareType])
  shares!: RedistributedShareType[];
}

@ObjectType()
export class TaakstellingRedistributePayload extends MutationPayload {
  @Field(() => RedistributionType, { nullable: true })
  result!: RedistributionType | null;
}
