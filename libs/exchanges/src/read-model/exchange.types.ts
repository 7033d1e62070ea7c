import {
  InstantScalar,
  listSize,
  LocalDateScalar,
  MunicipalityCodeScalar,
  PeriodScalar,
  PositionScalar,
} from '#libs/graphql';
import { Extensions, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { ExchangeLegType, toExchangeLeg } from './exchange-leg.types.js';
import type { SeenExchange } from './exchange-view.js';
import { ExchangeActionEnum, ExchangeActorEnum, ExchangeDeadlineEnum, ExchangeStatusEnum } from './words.enums.js';

@ObjectType('ExchangeAnswer')
export class ExchangeAnswerType {
  @Field(() => MunicipalityCodeScalar)
  municipality!: string;

  @Field(() => String, { description: 'accepted or declined.' })
  answer!: string;

  @Field(() => String, { nullable: true })
  reason!: string | null;

  @Field(() => InstantScalar)
  at!: string;
}

@ObjectType('ExchangeDeadline')
export class ExchangeDeadlineType {
  @Field(() => ExchangeDeadlineEnum)
  kind!: string;

  @Field(() => InstantScalar)
  dueAt!: string;

  @Field(() => Boolean)
  overdue!: boolean;

  @Field(() => ExchangeActorEnum, { description: 'Who is waited for.' })
  actor!: string;

  @Field(() => [MunicipalityCodeScalar], { description: 'Whose turn it is; empty where it is no municipality’s.' })
  @Extensions(listSize(3))
  municipalities!: readonly string[];
}

@ObjectType('ExchangeTurn', { description: 'Something that somebody must do, or may do until then.' })
export class ExchangeTurnType {
  @Field(() => ExchangeActionEnum)
  action!: string;

  @Field(() => ExchangeActorEnum)
  actor!: string;

  @Field(() => MunicipalityCodeScalar, { nullable: true })
  municipality!: string | null;

  @Field(() => Int, { nullable: true, description: 'Null: the whole exchange.' })
  leg!: number | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Null: no term.' })
  dueAt!: string | null;

  @Field(() => Boolean)
  overdue!: boolean;

  @Field(() => Boolean, { description: 'Whether it is your turn.' })
  mine!: boolean;
}

@ObjectType('ExchangeEnding', { description: 'How an exchange ended before settlement.' })
export class ExchangeEndType {
  @Field(() => String, { description: 'DECLINED, OBJECTION, EXPIRED, WITHDRAWN, COA_REFUSED, OWNER_USED, …' })
  code!: string;

  @Field(() => MunicipalityCodeScalar, { nullable: true })
  by!: string | null;

  @Field(() => String, { nullable: true, description: 'Of an objection: to the municipality of the household only.' })
  reason!: string | null;

  @Field(() => Int, { nullable: true })
  leg!: number | null;

  @Field(() => LocalDateScalar)
  on!: string;

  @Field(() => String, {
    nullable: true,
    description: 'To the municipality of the household that it is about, and the coordinator.',
  })
  note!: string | null;
}

@ObjectType('ExchangeRedistributionShare')
export class RedistributionShareType {
  @Field(() => MunicipalityCodeScalar)
  municipality!: string;

  @Field(() => Int, { description: 'Persons more, or fewer, in its taakstelling.' })
  change!: number;
}

@ObjectType('ExchangeRedistributionDecision')
export class RedistributionDecisionType {
  @Field(() => ID, { description: 'As taakstellingRedistribute answered it.' })
  redistribution!: string;

  @Field(() => LocalDateScalar, { description: 'The day from which it holds.' })
  on!: string;
}

@ObjectType('ExchangeRedistribution', {
  description: 'Agreed change of the taakstellingen of a period [Huisvestingswet 2014, art. 29(2)].',
})
export class RedistributionType {
  @Field(() => PeriodScalar)
  period!: string;

  @Field(() => [RedistributionShareType])
  @Extensions(listSize(3))
  shares!: readonly RedistributionShareType[];

  @Field(() => RedistributionDecisionType, {
    nullable: true,
    description: 'Null: asked of the supervisor, and not decided; the taakstellingen stay as they are.',
  })
  decision!: RedistributionDecisionType | null;
}

@ObjectType('Exchange', { description: 'Households that change municipality so that each gets a fitting dwelling.' })
export class ExchangeType {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'Version of what you see.' })
  version!: number;

  @Field(() => ExchangeStatusEnum)
  status!: string;

  @Field(() => Boolean, {
    description: 'Something can still happen; for so long its municipalities share what it takes.',
  })
  isOpen!: boolean;

  @Field(() => String, { nullable: true })
  region!: string | null;

  @Field(() => String, { nullable: true, description: 'The suggestion that it was made of.' })
  suggestion!: string | null;

  @Field(() => [MunicipalityCodeScalar], { description: 'Those who take part, in travel order.' })
  @Extensions(listSize(3))
  municipalities!: readonly string[];

  @Field(() => InstantScalar)
  proposedAt!: string;

  @Field(() => LocalDateScalar, { description: 'Last day on which the households move when every term is used.' })
  expectedBy!: string;

  @Field(() => InstantScalar, { nullable: true, description: 'When the last municipality accepted.' })
  reservedAt!: string | null;

  @Field(() => InstantScalar, { nullable: true })
  requestedAt!: string | null;

  @Field(() => InstantScalar, { nullable: true })
  settledAt!: string | null;

  @Field(() => InstantScalar, { nullable: true })
  completedAt!: string | null;

  @Field(() => ExchangeEndType, { nullable: true })
  end!: ExchangeEndType | null;

  @Field(() => [ExchangeAnswerType])
  @Extensions(listSize(3))
  answers!: readonly ExchangeAnswerType[];

  @Field(() => [RedistributionType], { description: 'What was agreed with it, by period; empty: taakstellingen stay.' })
  @Extensions(listSize(2))
  redistribution!: readonly RedistributionType[];

  @Field(() => [ExchangeLegType])
  @Extensions(listSize(4))
  legs!: readonly ExchangeLegType[];

  @Field(() => ExchangeDeadlineType, { nullable: true, description: 'The next moment that matters.' })
  deadline!: ExchangeDeadlineType | null;

  @Field(() => [ExchangeTurnType], { description: 'Who must do what, in the order of the steps.' })
  @Extensions(listSize(4))
  awaiting!: readonly ExchangeTurnType[];

  @Field(() => Int, { description: 'Koppelingen by which COA’s side still differs from ours.' })
  openReversals!: number;
}

@ObjectType('OpenExchanges', { description: 'A state, never an increment.' })
export class OpenExchangesType {
  @Field(() => MunicipalityCodeScalar)
  municipality!: string;

  @Field(() => PositionScalar, { description: 'Position of the log that the answer reflects.' })
  position!: number;

  @Field(() => [ExchangeType], { description: 'The latest proposal first.' })
  @Extensions(listSize(20))
  exchanges!: readonly ExchangeType[];

  @Field(() => Boolean, { description: 'There are more than are told at once; the query exchanges tells all.' })
  hasMore!: boolean;
}

export const toExchange = ({ exchange, legs, ...rest }: SeenExchange): ExchangeType => ({
  ...rest,
  id: exchange,
  legs: legs.map(toExchangeLeg),
});
