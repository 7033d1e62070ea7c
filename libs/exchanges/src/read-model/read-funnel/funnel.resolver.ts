import type { Identity } from '#libs/access';
import { CallerIdentity, listSize, LocalDateScalar, orThrow, PositionScalar } from '#libs/graphql';
import type { LocalDate } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Extensions, Field, Float, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { ReadExchangeFunnel } from './read-funnel.query.js';

@ObjectType('ExchangeFunnelStep')
export class FunnelStepType {
  @Field(() => String, { description: 'accept, request, recouple or move.' })
  step!: string;

  @Field(() => Int, { description: 'Exchanges that took it.' })
  exchanges!: number;

  @Field(() => Float, { nullable: true, description: 'Days since the step before.' })
  medianDays!: number | null;
}

@ObjectType('ExchangeFunnelFailure')
export class FunnelFailureType {
  @Field(() => String, { description: 'DECLINED, OBJECTION, EXPIRED, …' })
  end!: string;

  @Field(() => String, { nullable: true, description: 'The ground of an objection is told to nobody.' })
  reason!: string | null;

  @Field(() => Int)
  exchanges!: number;
}

@ObjectType('ExchangeFunnel', { description: 'How far the exchanges came that were proposed in a stretch of time.' })
export class ExchangeFunnelType {
  @Field(() => String)
  region!: string;

  @Field(() => LocalDateScalar)
  from!: string;

  @Field(() => LocalDateScalar, { description: 'The first day that no longer counts.' })
  until!: string;

  @Field(() => PositionScalar, { description: 'Position of the log that the answer reflects.' })
  position!: number;

  @Field(() => Int)
  proposed!: number;

  @Field(() => Int, { description: 'Of those proposed, made of a suggestion.' })
  suggested!: number;

  @Field(() => Int, { description: 'By every municipality.' })
  accepted!: number;

  @Field(() => Int)
  recoupled!: number;

  @Field(() => Int)
  moved!: number;

  @Field(() => Int)
  failed!: number;

  @Field(() => Int)
  underWay!: number;

  @Field(() => [FunnelStepType])
  @Extensions(listSize(4))
  steps!: readonly FunnelStepType[];

  @Field(() => [FunnelFailureType], { description: 'The most frequent first.' })
  @Extensions(listSize(20))
  failures!: readonly FunnelFailureType[];
}

@ArgsType()
export class ExchangeFunnelArgs {
  @Field(() => String, { description: 'RG-… or PV26.' })
  region!: string;

  @Field(() => LocalDateScalar)
  from!: LocalDate;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The first day that no longer counts; default tomorrow.',
  })
  until?: LocalDate | null;

  @Field(() => PositionScalar, { nullable: true, description: 'Wait until this position can be seen.' })
  atLeast?: number | null;
}

@Resolver(() => ExchangeFunnelType)
export class ExchangeFunnelResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => ExchangeFunnelType, { description: 'Suggested, accepted, recoupled, moved: counts, days and reasons.' })
  async exchangeFunnel(
    @CallerIdentity() identity: Identity,
    @Args() { region, from, until, atLeast }: ExchangeFunnelArgs,
  ): Promise<ExchangeFunnelType> {
    const question = { region, from, until: until ?? null, atLeast: atLeast ?? null };
    return orThrow(await this.queries.execute(new ReadExchangeFunnel(identity, question)));
  }
}
