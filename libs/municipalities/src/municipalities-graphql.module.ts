import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { DefineRegionResolver } from './features/define-region/define-region.resolver.js';
import { ListMunicipalitiesResolver } from './features/list-municipalities/list-municipalities.resolver.js';
import { ListRegionsResolver } from './features/list-regions/list-regions.resolver.js';
import { MunicipalitiesModule } from './municipalities.module.js';

/** Resolvers, apart from the module itself: the command line does not load GraphQL. */
@Module({
  imports: [CqrsModule, MunicipalitiesModule],
  providers: [ListMunicipalitiesResolver, ListRegionsResolver, DefineRegionResolver],
})
export class MunicipalitiesGraphqlModule {}
