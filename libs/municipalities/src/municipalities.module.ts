import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { DefineRegionHandler } from './features/define-region/define-region.handler.js';
import { ListMunicipalitiesHandler } from './features/list-municipalities/list-municipalities.handler.js';
import { ListRegionsHandler, ReadRegionHandler } from './features/list-regions/list-regions.handler.js';
import { MunicipalityRegistry } from './municipality-registry.js';
import { RegionReader } from './regions/region-reader.js';

/** The municipalities of the country, and the regions in which they match. Needs the event store (global). */
@Module({
  imports: [CqrsModule],
  providers: [
    { provide: MunicipalityRegistry, useFactory: () => MunicipalityRegistry.load() },
    RegionReader,
    ListMunicipalitiesHandler,
    DefineRegionHandler,
    ListRegionsHandler,
    ReadRegionHandler,
  ],
  exports: [MunicipalityRegistry, RegionReader],
})
export class MunicipalitiesModule {}
