import { connectionOf, listSize, LocalDateScalar, MunicipalityCodeScalar, PositionScalar } from '#libs/graphql';
import { Extensions, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { BalanceCauseEnum, BalanceDirectionEnum } from '../words.enums.js';

@ObjectType('ExchangeCount')
export class CountedType {
  @Field(() => Int)
  households!: number;

  @Field(() => Int)
  persons!: number;
}

@ObjectType('ExchangeBalanceDecay', { description: 'What faded of a balance on a 1 January, by policy.' })
export class DecayType {
  @Field(() => LocalDateScalar)
  on!: string;

  @Field(() => Int)
  percent!: number;

  @Field(() => String, { description: 'Version of the policy.' })
  policy!: string;

  @Field(() => Int, { description: 'Negative where a positive balance fades.' })
  households!: number;

  @Field(() => Int)
  persons!: number;
}

@ObjectType('ExchangeTolerance', {
  description:
    'How far given and received may lie apart, either way. The matcher keeps to it; people may decide otherwise.',
})
export class ToleranceType {
  @Field(() => Int, { nullable: true, description: 'Null: no limit.' })
  households!: number | null;

  @Field(() => Int, { nullable: true, description: 'Null: no limit.' })
  persons!: number | null;

  @Field(() => String, { description: 'Version of the policy.' })
  policy!: string;
}

@ObjectType('MunicipalityExchangeBalance', { description: 'Positive: it gave more than it received.' })
export class MunicipalityBalanceType {
  @Field(() => MunicipalityCodeScalar)
  municipality!: string;

  @Field(() => CountedType)
  given!: CountedType;

  @Field(() => CountedType)
  received!: CountedType;

  @Field(() => CountedType, { description: 'given − received.' })
  net!: CountedType;

  @Field(() => [DecayType], { description: 'One line a year.' })
  @Extensions(listSize(10))
  decay!: readonly DecayType[];

  @Field(() => CountedType, { description: 'net and all decay.' })
  balance!: CountedType;

  @Field(() => Boolean, { nullable: true, description: 'Whether it stands within the tolerance; null: there is none.' })
  withinTolerance!: boolean | null;
}

@ObjectType('ExchangeBalance')
export class ExchangeBalanceType {
  @Field(() => LocalDateScalar)
  asOf!: string;

  @Field(() => PositionScalar, { description: 'Position of the log that the answer reflects.' })
  position!: number;

  @Field(() => ToleranceType, { nullable: true, description: 'Null: no policy holds on that day.' })
  tolerance!: ToleranceType | null;

  @Field(() => [MunicipalityBalanceType], { description: 'In order of code.' })
  @Extensions(listSize(60))
  municipalities!: readonly MunicipalityBalanceType[];
}

@ObjectType('ExchangeBalanceEntry', { description: 'A household that was given or received, or that came back.' })
export class BalanceEntryType {
  @Field(() => PositionScalar)
  position!: number;

  @Field(() => MunicipalityCodeScalar)
  municipality!: string;

  @Field(() => MunicipalityCodeScalar, { description: 'Where it went to, or came from.' })
  counterparty!: string;

  @Field(() => BalanceDirectionEnum)
  direction!: string;

  @Field(() => Int)
  households!: number;

  @Field(() => Int)
  persons!: number;

  @Field(() => LocalDateScalar)
  on!: string;

  @Field(() => ID)
  exchange!: string;

  @Field(() => Int)
  leg!: number;

  @Field(() => BalanceCauseEnum)
  cause!: string;
}

export const BalanceEntryConnection = connectionOf(BalanceEntryType, 'ExchangeBalanceEntry');
