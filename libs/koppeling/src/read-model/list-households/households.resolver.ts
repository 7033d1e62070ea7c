import type { Identity } from '#libs/access';
import {
  CallerIdentity,
  ConnectionArgs,
  MunicipalityCodeScalar,
  orThrow,
  Paged,
  pageOf,
  PositionScalar,
  toConnection,
  type Connection,
} from '#libs/graphql';
import type { MunicipalityCode } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Field, Query, Resolver } from '@nestjs/graphql';
import { datedKeySchema } from '../household-keys.js';
import type { HouseholdStatus } from '../household-row.js';
import { HouseholdStatusEnum } from '../household.enums.js';
import { HouseholdConnection, HouseholdType, toKeyedHousehold } from '../household.types.js';
import { ListHouseholds } from './list-households.query.js';

@ArgsType()
class HouseholdsArgs extends ConnectionArgs {
  @Field(() => MunicipalityCodeScalar)
  municipality!: MunicipalityCode;

  @Field(() => HouseholdStatusEnum, { nullable: true })
  status?: HouseholdStatus | null;

  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'Tell distances of ties to its centre.' })
  toMunicipality?: MunicipalityCode | null;

  @Field(() => PositionScalar, { nullable: true, description: 'Wait until this position can be seen.' })
  atLeast?: number | null;
}

@Resolver(() => HouseholdType)
export class HouseholdsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => HouseholdConnection, { description: 'The households coupled to a municipality, in order of permit.' })
  @Paged()
  async households(
    @CallerIdentity() identity: Identity,
    @Args() args: HouseholdsArgs,
  ): Promise<Connection<HouseholdType>> {
    const page = orThrow(pageOf(args, datedKeySchema));
    const { municipality, status = null, toMunicipality = null, atLeast = null } = args;
    const question = { municipality, status, toMunicipality, atLeast, page };
    const found = orThrow(await this.queries.execute(new ListHouseholds(identity, question)));
    return toConnection({ ...found, rows: found.rows.map(toKeyedHousehold) }, page, ({ key }) => [...key]);
  }
}
