import { MunicipalitiesModule } from '#libs/municipalities';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { commandResolvers } from './features/resolvers.js';
import { KoppelingModule } from './koppeling.module.js';
import { readModelResolvers } from './read-model/resolvers.js';

/** Resolvers, apart from the module itself: the command line serves no GraphQL. */
@Module({
  imports: [CqrsModule, KoppelingModule, MunicipalitiesModule],
  providers: [...commandResolvers, ...readModelResolvers],
})
export class KoppelingGraphqlModule {}
