import type { Identity } from '#libs/access';
import {
  CallerIdentity,
  ConnectionArgs,
  connectionOf,
  LocalDateScalar,
  MunicipalityCodeScalar,
  orThrow,
  Paged,
  pageOf,
  PositionScalar,
  toConnection,
  type Connection,
} from '#libs/graphql';
import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Field, ID, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { datedKeySchema } from '../household-keys.js';
import { StayWorryEnum } from '../household.enums.js';
import { ListOpenStays, type OpenStay, type StayWorry } from './list-open-stays.query.js';

@ObjectType('OpenStay', { description: 'A stay to worry about. Nothing is subtracted for it.' })
class OpenStayType implements Omit<OpenStay, 'key'> {
  @Field(() => ID)
  household!: string;

  @Field(() => Int)
  persons!: number;

  @Field(() => StayWorryEnum)
  worry!: StayWorry;

  @Field(() => LocalDateScalar, { description: 'The day on which it ended or ends.' })
  on!: LocalDate;

  @Field(() => String)
  stay!: string;

  @Field(() => MunicipalityCodeScalar, { description: 'Where the household lives, or lived.' })
  municipality!: MunicipalityCode;

  @Field(() => ID, { nullable: true })
  dwelling!: string | null;

  @Field(() => String)
  kind!: string;

  @Field(() => LocalDateScalar)
  movedOn!: LocalDate;

  @Field(() => String, { nullable: true })
  endReason!: string | null;
}

const OpenStayConnection = connectionOf(OpenStayType, 'OpenStay');

@ArgsType()
class OpenStaysArgs extends ConnectionArgs {
  @Field(() => MunicipalityCodeScalar, { description: 'Of the koppeling, wherever the household lives.' })
  municipality!: MunicipalityCode;

  @Field(() => Int, { nullable: true, description: 'Also what ends within so many days; default 60.' })
  withinDays?: number | null;

  @Field(() => PositionScalar, { nullable: true, description: 'Wait until this position can be seen.' })
  atLeast?: number | null;
}

@Resolver(() => OpenStayType)
export class OpenStaysResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => OpenStayConnection, {
    description:
      'Stays that ended without a next one, and temporary ones whose end comes near; the longest past first.',
  })
  @Paged()
  async openStays(
    @CallerIdentity() identity: Identity,
    @Args() args: OpenStaysArgs,
  ): Promise<Connection<OpenStayType>> {
    const page = orThrow(pageOf(args, datedKeySchema));
    const { municipality, withinDays = null, atLeast = null } = args;
    const question = { municipality, withinDays, atLeast, page };
    const found = orThrow(await this.queries.execute(new ListOpenStays(identity, question)));
    return toConnection(found, page, ({ key }) => [...key]);
  }
}
