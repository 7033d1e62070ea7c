import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ListMunicipalitiesResolver } from './features/list-municipalities/list-municipalities.resolver.js';
import { MunicipalitiesModule } from './municipalities.module.js';

/** Resolvers, apart from the module itself: the command line does not load GraphQL. */
@Module({ imports: [CqrsModule, MunicipalitiesModule], providers: [ListMunicipalitiesResolver] })
export class MunicipalitiesGraphqlModule {}
