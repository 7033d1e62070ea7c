import type { Identity } from '#libs/access';
import { CallerIdentity, listSize, LocalDateScalar, orThrow } from '#libs/graphql';
import type { LocalDate, Result } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Extensions, Query, Resolver } from '@nestjs/graphql';
import type { Region } from '../../regions/region-in-force.js';
import { ListRegions, ReadRegion } from './list-regions.query.js';
import { RegionType } from './region.types.js';

const shown = ({ region, municipalities, ...rest }: Region): RegionType => ({
  code: region,
  municipalities: [...municipalities],
  ...rest,
});

@Resolver(() => RegionType)
export class ListRegionsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => [RegionType], { description: 'Regions that there are on a day (today), by code.' })
  @Extensions(listSize(100))
  async regions(
    @CallerIdentity() identity: Identity,
    @Args('on', { type: () => LocalDateScalar, nullable: true }) on?: LocalDate | null,
  ): Promise<RegionType[]> {
    const answer: Result<readonly Region[]> = await this.queries.execute(new ListRegions(identity, on ?? null));
    return orThrow(answer).map(shown);
  }

  @Query(() => RegionType, { description: 'A region as it is on a day (today).' })
  async region(
    @CallerIdentity() identity: Identity,
    @Args('code', { type: () => String, description: 'RG-…' }) code: string,
    @Args('on', { type: () => LocalDateScalar, nullable: true }) on?: LocalDate | null,
  ): Promise<RegionType> {
    const answer: Result<Region> = await this.queries.execute(new ReadRegion(identity, code, on ?? null));
    return shown(orThrow(answer));
  }
}
