import type { Identity } from '#libs/access';
import {
  CallerIdentity,
  listSize,
  LocalDateScalar,
  MunicipalityCodeScalar,
  orThrow,
  PeriodScalar,
  PositionScalar,
} from '#libs/graphql';
import type { MunicipalityCode } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Extensions, Field, ID, InputType, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { CountedType, ToleranceType } from '../read-balance/balance.types.js';
import { ReadExchangeEffect } from './read-effect.query.js';

@ObjectType('ExchangeEffectShift')
export class ShiftType {
  @Field(() => Int, { nullable: true, description: 'Null: not known, or not shown to you.' })
  before!: number | null;

  @Field(() => Int, { nullable: true })
  after!: number | null;

  @Field(() => Int)
  change!: number;
}

@ObjectType('ExchangeEffectRealisation')
export class EffectRealisationType {
  @Field(() => Int, { description: 'Persons that will count for this municipality.' })
  persons!: number;

  @Field(() => LocalDateScalar, { description: 'When the moves are expected: today and the days of the policy.' })
  movesOn!: string;

  @Field(() => PeriodScalar, { description: 'The period in which they then count.' })
  period!: string;
}

@ObjectType('ExchangeEffectKoppelBalance')
export class EffectKoppelBalanceType {
  @Field(() => LocalDateScalar, { description: 'The last reference date.' })
  lastOn!: string;

  @Field(() => Int, { nullable: true })
  last!: number | null;

  @Field(() => LocalDateScalar, { description: 'The reference date on which the change will show.' })
  nextOn!: string;

  @Field(() => Int, { description: 'Persons; the balance without exchanges does not move.' })
  change!: number;
}

@ObjectType('ExchangeEffectWithin')
export class EffectWithinType {
  @Field(() => Boolean)
  before!: boolean;

  @Field(() => Boolean, { description: 'False: the exchange leaves it beyond the tolerance, or takes it there.' })
  after!: boolean;
}

@ObjectType('ExchangeEffectBalance')
export class EffectBalanceType {
  @Field(() => ShiftType)
  households!: ShiftType;

  @Field(() => ShiftType)
  persons!: ShiftType;

  @Field(() => ToleranceType, { nullable: true, description: 'By the policy of today; null: none holds.' })
  tolerance!: ToleranceType | null;

  @Field(() => EffectWithinType, { nullable: true, description: 'Null: not known, or not shown to you.' })
  within!: EffectWithinType | null;
}

@ObjectType('ExchangeEffectRedistribution')
export class EffectRedistributionType {
  @Field(() => PeriodScalar)
  period!: string;

  @Field(() => Int, { description: 'Persons more, or fewer, in its taakstelling.' })
  change!: number;

  @Field(() => Boolean, { description: 'True: the supervisor decided so, and the figures hold it already.' })
  decided!: boolean;
}

@ObjectType('ExchangeEffectLateHousehold')
export class LateHouseholdType {
  @Field(() => Int)
  leg!: number;

  @Field(() => Int)
  persons!: number;

  @Field(() => Int)
  daysLate!: number;
}

@ObjectType('ExchangeEffectLateness')
export class EffectLatenessType {
  @Field(() => [LateHouseholdType])
  @Extensions(listSize(4))
  households!: readonly LateHouseholdType[];

  @Field(() => Int)
  mostDays!: number;

  @Field(() => Int, { description: 'Households that come in of which it is not known.' })
  unknown!: number;
}

@ObjectType('ExchangeEffect', { description: 'What an exchange does to one of its municipalities.' })
export class ExchangeEffectType {
  @Field(() => MunicipalityCodeScalar)
  municipality!: string;

  @Field(() => CountedType)
  out!: CountedType;

  @Field(() => CountedType)
  in!: CountedType;

  @Field(() => EffectRealisationType)
  realisation!: EffectRealisationType;

  @Field(() => [EffectRedistributionType], {
    description: 'What it agreed of its own taakstellingen with the exchange; empty: they stay.',
  })
  @Extensions(listSize(2))
  redistribution!: readonly EffectRedistributionType[];

  @Field(() => ShiftType, {
    description: 'What is left of the task in the period of the move, with what was agreed and not decided yet.',
  })
  remaining!: ShiftType;

  @Field(() => EffectKoppelBalanceType)
  koppelBalance!: EffectKoppelBalanceType;

  @Field(() => EffectBalanceType)
  exchangeBalance!: EffectBalanceType;

  @Field(() => EffectLatenessType, { description: 'It is not blamed for it.' })
  latenessTakenOver!: EffectLatenessType;
}

@InputType()
export class ExchangeEffectLegInput {
  @Field(() => String, { nullable: true, description: 'recoupling (default) or doorstroom.' })
  kind?: string | null;

  @Field(() => MunicipalityCodeScalar)
  from!: MunicipalityCode;

  @Field(() => MunicipalityCodeScalar)
  to!: MunicipalityCode;

  @Field(() => Int)
  persons!: number;

  @Field(() => ID, { nullable: true, description: 'For its lateness, where you may see its needs.' })
  household?: string | null;
}

@ArgsType()
export class ExchangeEffectArgs {
  @Field(() => MunicipalityCodeScalar, { description: 'One that takes part.' })
  municipality!: MunicipalityCode;

  @Field(() => ID, { nullable: true, description: 'One that was proposed; else give legs.' })
  exchange?: string | null;

  @Field(() => [ExchangeEffectLegInput], { nullable: true, description: 'What you think of; else give an exchange.' })
  legs?: ExchangeEffectLegInput[] | null;

  @Field(() => PositionScalar, { nullable: true, description: 'Wait until this position can be seen.' })
  atLeast?: number | null;
}

@Resolver(() => ExchangeEffectType)
export class ExchangeEffectResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => ExchangeEffectType, { description: 'What an exchange would do to a municipality, before it answers.' })
  async exchangeEffect(
    @CallerIdentity() identity: Identity,
    @Args() { municipality, exchange, legs, atLeast }: ExchangeEffectArgs,
  ): Promise<ExchangeEffectType> {
    const question = { municipality, exchange: exchange ?? null, legs: legs ?? null, atLeast: atLeast ?? null };
    return orThrow(await this.queries.execute(new ReadExchangeEffect(identity, question)));
  }
}
