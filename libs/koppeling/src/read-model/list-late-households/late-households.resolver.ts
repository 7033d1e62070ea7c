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
import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Field, Query, Resolver } from '@nestjs/graphql';
import { datedKeySchema } from '../household-keys.js';
import { HouseholdConnection, HouseholdType, toKeyedHousehold } from '../household.types.js';
import { ListLateHouseholds } from './list-late-households.query.js';

@ArgsType()
class LateHouseholdsArgs extends ConnectionArgs {
  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'This, or a province.' })
  municipality?: MunicipalityCode | null;

  @Field(() => String, { nullable: true, description: 'PV26; this, or a municipality.' })
  province?: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which lateness is told, from what is known now; default today.',
  })
  asOf?: LocalDate | null;

  @Field(() => PositionScalar, { nullable: true, description: 'Wait until this position can be seen.' })
  atLeast?: number | null;
}

@Resolver(() => HouseholdType)
export class LateHouseholdsResolver {
  constructor(
    private readonly queries: QueryBus,
    private readonly registry: MunicipalityRegistry,
  ) {}

  @Query(() => HouseholdConnection, {
    description: 'Who is late: due before the day and not housed by then. Worst first.',
  })
  @Paged()
  async lateHouseholds(
    @CallerIdentity() identity: Identity,
    @Args() args: LateHouseholdsArgs,
  ): Promise<Connection<HouseholdType>> {
    const page = orThrow(pageOf(args, datedKeySchema));
    const { municipality = null, asOf = null, atLeast = null } = args;
    const named = args.province ?? null;
    const province = named === null ? null : orThrow(this.registry.province(named, ['province']));
    const question = { municipality, province, asOf, atLeast, page };
    const found = orThrow(await this.queries.execute(new ListLateHouseholds(identity, question)));
    return toConnection({ ...found, rows: found.rows.map(toKeyedHousehold) }, page, ({ key }) => [...key]);
  }
}
