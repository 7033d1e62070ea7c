import { LocalDateScalar, MunicipalityCodeScalar } from '#libs/graphql';
import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import { Field, ID, InputType } from '@nestjs/graphql';

@InputType({ isAbstract: true })
export abstract class HouseholdInputFields {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID, { description: 'Pseudonym: a name, BSN, V-nummer or date is refused.' })
  household!: string;

  @Field(() => MunicipalityCodeScalar, { description: 'For which it is done: the municipality of the koppeling.' })
  municipality!: MunicipalityCode;
}

@InputType({ isAbstract: true })
export abstract class StayInputFields extends HouseholdInputFields {
  @Field(() => MunicipalityCodeScalar, {
    nullable: true,
    description: 'Where it lives. Left out: where the dwelling stands, or else the municipality of the koppeling.',
  })
  livesIn?: MunicipalityCode | null;

  @Field(() => ID, { nullable: true, description: 'The dwelling, where it is one on offer here.' })
  dwelling?: string | null;

  @Field(() => String, { description: 'Kind of housing, a word of the figures policy: regular, har, nidos-kso, …' })
  kind!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Day on which the dwelling was ready.' })
  readyOn?: LocalDate | null;

  @Field(() => LocalDateScalar, { description: 'Day of the move.' })
  movedOn!: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Day of registration at COA.' })
  registeredOn?: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day on which it ends, for temporary housing.' })
  until?: LocalDate | null;
}
