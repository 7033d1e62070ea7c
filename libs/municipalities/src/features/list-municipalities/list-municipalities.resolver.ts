import type { Identity } from '#libs/access';
import { CallerIdentity, listSize, orThrow } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Extensions, Query, Resolver } from '@nestjs/graphql';
import type { Municipality } from '../../municipality.js';
import { ListMunicipalities } from './list-municipalities.query.js';
import { MunicipalityType } from './municipality.types.js';

@Resolver(() => MunicipalityType)
export class ListMunicipalitiesResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => [MunicipalityType], { description: 'Municipalities of a province (PV26) or of the country, by code.' })
  @Extensions(listSize(342))
  async municipalities(
    @CallerIdentity() identity: Identity,
    @Args('province', { type: () => String, nullable: true }) province: string | null = null,
  ): Promise<readonly MunicipalityType[]> {
    const query = new ListMunicipalities(identity, province);
    return orThrow(await this.queries.execute<ListMunicipalities, Result<readonly Municipality[]>>(query));
  }
}
