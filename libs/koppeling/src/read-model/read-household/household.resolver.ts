import type { Identity } from '#libs/access';
import { CallerIdentity, MunicipalityCodeScalar, orThrow, PositionScalar } from '#libs/graphql';
import type { MunicipalityCode } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Field, ID, Query, Resolver } from '@nestjs/graphql';
import { HouseholdType, toHousehold } from '../household.types.js';
import { ReadHousehold } from './read-household.query.js';

@ArgsType()
class HouseholdArgs {
  @Field(() => ID, { description: 'The pseudonym.' })
  id!: string;

  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'Tell distances of ties to its centre.' })
  toMunicipality?: MunicipalityCode | null;

  @Field(() => PositionScalar, { nullable: true, description: 'Wait until this position can be seen.' })
  atLeast?: number | null;
}

@Resolver(() => HouseholdType)
export class HouseholdResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => HouseholdType, {
    description: 'One household, as far as you may see it. NOT_FOUND: not there, or not for you.',
  })
  async household(@CallerIdentity() identity: Identity, @Args() args: HouseholdArgs): Promise<HouseholdType> {
    const { id, toMunicipality = null, atLeast = null } = args;
    return toHousehold(
      orThrow(await this.queries.execute(new ReadHousehold(identity, { household: id, toMunicipality, atLeast }))),
    );
  }
}
