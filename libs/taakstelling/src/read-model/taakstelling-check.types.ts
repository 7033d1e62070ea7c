import { LocalDateScalar, MunicipalityCodeScalar, PeriodScalar, PositionScalar, ScopeScalar } from '#libs/graphql';
import type { LocalDate, MunicipalityCode, Period, Scope } from '#libs/kernel';
import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { RoundingMode } from './figures/art-29.js';

export const RoundingModeEnum = { CEIL: 'CEIL', HALF_UP: 'HALF_UP', LARGEST_REMAINDER: 'LARGEST_REMAINDER' } as const;
registerEnumType(RoundingModeEnum, { name: 'RoundingMode', description: 'How shares become whole persons.' });

@ObjectType({ description: 'A municipality by the formula of art. 29, beside its official taakstelling. Persons.' })
export class TaakstellingShare {
  @Field(() => MunicipalityCodeScalar)
  municipality!: MunicipalityCode;

  @Field(() => Int)
  inhabitants!: number;

  @Field(() => String, { description: 'Two decimals, as 34.52.' })
  exactShare!: string;

  @Field(() => Int)
  formula!: number;

  @Field(() => Int, { nullable: true })
  official!: number | null;

  @Field(() => Int, { nullable: true, description: 'official − formula.' })
  deviation!: number | null;
}

@ObjectType('TaakstellingCheck', { description: 'Official taakstellingen beside the formula of art. 29. Persons.' })
export class TaakstellingCheckType {
  @Field(() => PeriodScalar)
  period!: Period;

  @Field(() => ScopeScalar)
  scope!: Scope;

  @Field(() => PositionScalar)
  position!: number;

  @Field(() => RoundingModeEnum)
  rounding!: RoundingMode;

  @Field(() => Int, { description: 'Vergunninghouders to be housed in the country, as the Rijk published it.' })
  vg!: number;

  @Field(() => LocalDateScalar, { description: '1 January of the year before.' })
  populationOn!: LocalDate;

  @Field(() => Int, { description: 'Of the country, as far as loaded.' })
  inhabitants!: number;

  @Field(() => Boolean, { description: 'False: populations are missing, so every share comes out too high.' })
  complete!: boolean;

  @Field(() => String)
  exactShare!: string;

  @Field(() => Int)
  formula!: number;

  @Field(() => Int, { nullable: true })
  official!: number | null;

  @Field(() => Int, { nullable: true })
  deviation!: number | null;

  @Field(() => [TaakstellingShare])
  municipalities!: readonly TaakstellingShare[];

  @Field(() => [String], { description: 'Footnotes of the facts that were used.' })
  remarks!: readonly string[];
}
