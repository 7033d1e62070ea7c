import type { Identity } from '#libs/access';
import {
  CallerIdentity,
  ConnectionArgs,
  LocalDateScalar,
  MunicipalityCodeScalar,
  orThrow,
  Paged,
  pageOf,
  PositionScalar,
  toConnection,
  type Connection,
} from '#libs/graphql';
import { localDateSchema, type LocalDate, type MunicipalityCode } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Field, Query, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { BalanceEntryConnection, BalanceEntryType, ExchangeBalanceType } from './balance.types.js';
import { ListBalanceEntries, ReadExchangeBalance, type BalanceScope } from './read-balance.query.js';

const cursor = z.tuple([localDateSchema, z.int().min(0), z.int().min(0)]);

const REGION = 'RG-… or PV26; else give municipalities.';
const MUNICIPALITIES = 'Municipalities of one region or province; else give a region.';
const AT_LEAST = 'Wait until this position can be seen.';

@ArgsType()
export class ExchangeBalanceArgs {
  @Field(() => String, { nullable: true, description: REGION })
  region?: string | null;

  @Field(() => [MunicipalityCodeScalar], { nullable: true, description: MUNICIPALITIES })
  municipalities?: MunicipalityCode[] | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Up to and including this day; default today.' })
  asOf?: LocalDate | null;

  @Field(() => PositionScalar, { nullable: true, description: AT_LEAST })
  atLeast?: number | null;
}

@ArgsType()
export class BalanceEntriesArgs extends ConnectionArgs {
  @Field(() => String, { nullable: true, description: REGION })
  region?: string | null;

  @Field(() => [MunicipalityCodeScalar], { nullable: true, description: MUNICIPALITIES })
  municipalities?: MunicipalityCode[] | null;

  @Field(() => PositionScalar, { nullable: true, description: AT_LEAST })
  atLeast?: number | null;
}

const scopeOf = ({ region = null, municipalities = null }: ExchangeBalanceArgs | BalanceEntriesArgs): BalanceScope => ({
  region,
  municipalities,
});

@Resolver(() => ExchangeBalanceType)
export class ExchangeBalanceResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => ExchangeBalanceType, { description: 'What each municipality gave and received by exchanges.' })
  async exchangeBalance(
    @CallerIdentity() identity: Identity,
    @Args() args: ExchangeBalanceArgs,
  ): Promise<ExchangeBalanceType> {
    const question = { ...scopeOf(args), asOf: args.asOf ?? null, atLeast: args.atLeast ?? null };
    return orThrow(await this.queries.execute(new ReadExchangeBalance(identity, question)));
  }

  @Query(() => BalanceEntryConnection, { description: 'The rows behind the exchange balance, the latest first.' })
  @Paged()
  async exchangeBalanceEntries(
    @CallerIdentity() identity: Identity,
    @Args() args: BalanceEntriesArgs,
  ): Promise<Connection<BalanceEntryType>> {
    const page = orThrow(pageOf(args, cursor));
    const question = { ...scopeOf(args), page, atLeast: args.atLeast ?? null };
    const found = orThrow(await this.queries.execute(new ListBalanceEntries(identity, question)));
    return toConnection(found, page, ({ on, position, entry }) => [on, position, entry]);
  }
}
