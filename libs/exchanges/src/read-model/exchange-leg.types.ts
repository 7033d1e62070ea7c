import { InstantScalar, listSize, LocalDateScalar, MunicipalityCodeScalar } from '#libs/graphql';
import { Extensions, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { SeenLeg } from './exchange-view.js';
import { ExchangeAccessNeedEnum, ExchangeLegStateEnum } from './words.enums.js';

const NOTE =
  'While the exchange is open to the municipalities that gave and took the household, then to the one that has it; and to the coordinator. Null once it was forgotten.';
const REASON =
  'While the exchange is open to all who see it, then to the municipality that has the household and the coordinator.';

@ObjectType('ExchangeLegTie', { description: 'A tie of the household as a distance: never where, and never why.' })
export class LegTieType {
  @Field(() => Int, { description: 'Kilometres to the centre of the municipality of the dwelling, rounded up to 5.' })
  km!: number;

  @Field(() => Int)
  maxKm!: number;

  @Field(() => Boolean, { description: 'Whether it blocks.' })
  hard!: boolean;

  @Field(() => Boolean, { description: 'Whether the distance is within the most.' })
  within!: boolean;
}

@ObjectType('ExchangeLegNeeds')
export class LegNeedsType {
  @Field(() => Int)
  bedrooms!: number;

  @Field(() => ExchangeAccessNeedEnum)
  access!: string;

  @Field(() => [LegTieType])
  @Extensions(listSize(5))
  ties!: readonly LegTieType[];
}

@ObjectType('ExchangeChecklistItem')
export class ChecklistItemType {
  @Field(() => MunicipalityCodeScalar, { description: 'Who says so.' })
  municipality!: string;

  @Field(() => String)
  item!: string;

  @Field(() => Boolean, { description: 'Whether it is taken care of.' })
  done!: boolean;
}

@ObjectType('ExchangeLeg', {
  description: 'A household from one municipality to a dwelling of another. Null: not known, or not shown to you.',
})
export class ExchangeLegType {
  @Field(() => Int, { description: 'From 1, in travel order.' })
  leg!: number;

  @Field(() => String, { description: 'recoupling, or doorstroom: a place in a shared doorstroomlocatie.' })
  kind!: string;

  @Field(() => MunicipalityCodeScalar)
  from!: string;

  @Field(() => MunicipalityCodeScalar)
  to!: string;

  @Field(() => Int)
  persons!: number;

  @Field(() => ExchangeLegStateEnum)
  state!: string;

  @Field(() => ID, { nullable: true })
  household!: string | null;

  @Field(() => ID, { nullable: true })
  dwelling!: string | null;

  @Field(() => LegNeedsType, { nullable: true, description: 'For as long as the exchange is open.' })
  needs!: LegNeedsType | null;

  @Field(() => [ChecklistItemType], { description: 'For as long as the exchange is open.' })
  @Extensions(listSize(10))
  checklist!: readonly ChecklistItemType[];

  @Field(() => LocalDateScalar, { nullable: true })
  informedOn!: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Until when the household can object.' })
  objectBy!: string | null;

  @Field(() => LocalDateScalar, { nullable: true })
  objectedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'To the municipality of the household only.' })
  objection!: string | null;

  @Field(() => String, { nullable: true, description: 'To the municipality of the household only.' })
  objectionNote!: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Day on which COA was asked.' })
  requestedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'confirmed or refused.' })
  coaAnswer!: string | null;

  @Field(() => LocalDateScalar, { nullable: true })
  coaOn!: string | null;

  @Field(() => String, { nullable: true, description: REASON })
  coaReason!: string | null;

  @Field(() => String, { nullable: true, description: 'Mark of the answer at COA.' })
  coaReference!: string | null;

  @Field(() => LocalDateScalar, { nullable: true })
  reversalRequestedOn!: string | null;

  @Field(() => LocalDateScalar, { nullable: true })
  reversedOn!: string | null;

  @Field(() => LocalDateScalar, { nullable: true })
  placedOn!: string | null;

  @Field(() => LocalDateScalar, { nullable: true })
  failedOn!: string | null;

  @Field(() => String, { nullable: true, description: REASON })
  failure!: string | null;

  @Field(() => String, { nullable: true, description: NOTE })
  failureNote!: string | null;

  @Field(() => LocalDateScalar, { nullable: true })
  repairedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'another-dwelling, return or balance.' })
  repair!: string | null;

  @Field(() => String, { nullable: true, description: NOTE })
  repairNote!: string | null;
}

export const toExchangeLeg = ({ checklists, ...leg }: SeenLeg): ExchangeLegType => ({
  ...leg,
  checklist: checklists.flatMap(({ municipality, answers }) =>
    Object.entries(answers).map(([item, done]) => ({ municipality, item, done })),
  ),
});
