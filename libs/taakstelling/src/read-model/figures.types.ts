import { InstantScalar, LocalDateScalar, PeriodScalar, PositionScalar, ScopeScalar } from '#libs/graphql';
import type { Instant, LocalDate, Period, Scope } from '#libs/kernel';
import { ArgsType, Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Administration } from '../domain/taakstelling.events.js';
import { AdministrationEnum } from '../features/words.enums.js';
import type { Basis } from './figures/question.js';

const BasisEnum = { computed: 'computed', published: 'published' } as const;
registerEnumType(BasisEnum, {
  name: 'Basis',
  description: 'From the ledger, per municipality and summed; or from what was published for the scope itself.',
});

@ObjectType({ description: 'From the computed closing balance to the published one. Persons; positive = voorsprong.' })
export class ClosingBalance {
  @Field(() => Int, { nullable: true, description: 'opening + realised − taakstelling; null without a taakstelling.' })
  computed!: number | null;

  @Field(() => Int, { nullable: true, description: 'From what was known when the closing balance was published.' })
  computedAtPublication!: number | null;

  @Field(() => Int, { nullable: true, description: 'computed − computedAtPublication.' })
  lateCorrections!: number | null;

  @Field(() => Int, { nullable: true, description: 'What was published for this scope itself.' })
  published!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Beside it, never forced onto it; null until every municipality with a taakstelling published.',
  })
  sumOfMunicipalitiesPublished!: number | null;

  @Field(() => Int, { description: 'Sum of the explanations that people recorded.' })
  explained!: number;

  @Field(() => Int, { nullable: true, description: 'published − computed − explained.' })
  unexplained!: number | null;
}

@ObjectType()
export class Schedule {
  @Field(() => Float, { description: 'Part of the total task that should have been realised, 0 to 1.' })
  expectedShare!: number;

  @Field(() => String, { nullable: true, description: 'ahead, on-schedule, slightly-behind or behind.' })
  status!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Persons a month from here; 0 when nothing remains, null at the end of the period.',
  })
  paceNeededPerMonth!: number | null;
}

@ObjectType({ description: 'Persons realised and in open koppelingen, minus the total task, on a reference date.' })
export class KoppelBalance {
  @Field(() => LocalDateScalar)
  on!: LocalDate;

  @Field(() => Int, {
    nullable: true,
    description: 'Null: the day has not come, or no koppeling or taakstelling is known.',
  })
  persons!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'As if no exchange had moved a koppeling: too few koppelingen are an excuse, an exchange never makes one.',
  })
  personsWithoutExchanges!: number | null;
}

@ObjectType({ description: 'Closing balances to expect, in persons.' })
export class Expectation {
  @Field(() => Int, { nullable: true, description: 'If this period realises what the one before did.' })
  atLastPeriodsRealisation!: number | null;

  @Field(() => Int, { nullable: true, description: 'If the rest of the period goes as the days so far.' })
  atRunRate!: number | null;
}

@ObjectType({ description: 'Between the lowest and the highest of the expectations. Persons.' })
export class ForecastRange {
  @Field(() => Int)
  lowest!: number;

  @Field(() => Int)
  highest!: number;
}

@ObjectType({ description: 'Persons by a named one-off action; together for those who may not see rows.' })
export class OneOff {
  @Field(() => String)
  name!: string;

  @Field(() => PeriodScalar)
  period!: Period;

  @Field(() => Int)
  persons!: number;
}

@ObjectType()
export class Forecast extends Expectation {
  @Field(() => ForecastRange, { nullable: true, description: 'What the expectations span; null where none is known.' })
  range!: ForecastRange | null;

  @Field(() => Expectation, { description: 'One-off actions stay counted, but are not repeated or carried forward.' })
  withoutOneOffs!: Expectation;

  @Field(() => [OneOff], { description: 'Of this period and the one before.' })
  oneOffs!: readonly OneOff[];
}

@ObjectType({ description: 'Versions of the policies that were applied.' })
export class AppliedPolicy {
  @Field(() => String)
  figures!: string;
}

@ObjectType('Figures', {
  description: 'Figures of a scope in a period. Persons, whole numbers; null = unknown or not applicable.',
})
export class FiguresType {
  @Field(() => PeriodScalar)
  period!: Period;

  @Field(() => ScopeScalar)
  scope!: Scope;

  @Field(() => BasisEnum)
  basis!: Basis;

  @Field(() => LocalDateScalar, { description: 'The first day that no longer counts.' })
  asOf!: LocalDate;

  @Field(() => InstantScalar, { nullable: true, description: 'Null: all that is recorded.' })
  knownAt!: Instant | null;

  @Field(() => PositionScalar, { description: 'The log position that the answer rests on.' })
  position!: number;

  @Field(() => Int, { nullable: true })
  taakstelling!: number | null;

  @Field(() => Int, { description: 'Positive = voorsprong, negative = achterstand.' })
  opening!: number;

  @Field(() => String, {
    description: 'published-opening, published-closing, computed-closing, none, or mixed over municipalities.',
  })
  openingSource!: string;

  @Field(() => Int, { nullable: true, description: 'taakstelling − opening.' })
  totalTask!: number | null;

  @Field(() => Int, { nullable: true })
  realised!: number | null;

  @Field(() => Int, { nullable: true, description: 'totalTask − realised; negative when ahead.' })
  remaining!: number | null;

  @Field(() => Int, { nullable: true, description: 'Whole, half up.' })
  percentOfTaakstelling!: number | null;

  @Field(() => Int, { nullable: true, description: 'Whole, half up; null with a total task of 0 or less.' })
  percentOfTotalTask!: number | null;

  @Field(() => ClosingBalance)
  closing!: ClosingBalance;

  @Field(() => Schedule)
  schedule!: Schedule;

  @Field(() => [KoppelBalance])
  koppelBalance!: readonly KoppelBalance[];

  @Field(() => Forecast)
  forecast!: Forecast;

  @Field(() => AppliedPolicy)
  policy!: AppliedPolicy;

  @Field(() => String, {
    nullable: true,
    description: 'Whose rows were counted; mixed where that differs; null on the published basis.',
  })
  administration!: string | null;

  @Field(() => String, { nullable: true, description: 'How firm the taakstelling is; mixed where that differs.' })
  stateOfTaakstelling!: string | null;

  @Field(() => [String], {
    description: 'Footnotes of what was used; those of single rows only for those who may see rows.',
  })
  remarks!: readonly string[];
}

@ArgsType()
export class FiguresArgs {
  @Field(() => ScopeScalar)
  scope!: Scope;

  @Field(() => PeriodScalar)
  period!: Period;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The first day that no longer counts. Default: tomorrow, within the period.',
  })
  asOf?: LocalDate | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Only what was known at or before this moment.' })
  knownAt?: Instant | null;

  @Field(() => BasisEnum, { nullable: true })
  basis?: Basis | null;

  @Field(() => AdministrationEnum, { nullable: true, description: 'Count these rows instead of the leading ones.' })
  administration?: Administration | null;

  @Field(() => PositionScalar, { nullable: true, description: 'Only facts up to this position of the log.' })
  position?: number | null;

  @Field(() => PositionScalar, { nullable: true, description: 'Wait until this position can be seen.' })
  atLeast?: number | null;
}
