import { authorise } from '#libs/access';
import { CLOCK } from '#libs/event-store';
import { isRegionCode, ok, refuse, today, type Clock, type Result } from '#libs/kernel';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Region } from '../../regions/region-in-force.js';
import { RegionReader } from '../../regions/region-reader.js';
import { ListRegions, ReadRegion } from './list-regions.query.js';

@QueryHandler(ListRegions)
export class ListRegionsHandler implements IQueryHandler<ListRegions> {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly reader: RegionReader,
  ) {}

  async execute({ identity, on }: ListRegions): Promise<Result<readonly Region[]>> {
    const allowed = authorise(identity, 'region.read');
    return allowed.ok ? ok(await this.reader.all(on ?? today(this.clock))) : allowed;
  }
}

@QueryHandler(ReadRegion)
export class ReadRegionHandler implements IQueryHandler<ReadRegion> {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly reader: RegionReader,
  ) {}

  async execute({ identity, region, on }: ReadRegion): Promise<Result<Region>> {
    const allowed = authorise(identity, 'region.read');
    if (!allowed.ok) return allowed;
    const found = isRegionCode(region) ? await this.reader.find(region, on ?? today(this.clock)) : null;
    return found === null ? refuse('NOT_FOUND', 'Niet gevonden', ['code']) : ok(found);
  }
}
