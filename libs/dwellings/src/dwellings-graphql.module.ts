import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { DwellingsModule } from './dwellings.module.js';
import { commandResolvers } from './features/resolvers.js';
import { DwellingsResolver } from './read-model/dwellings.resolver.js';

/** Resolvers, apart from the module itself: the command line serves no GraphQL. */
@Module({ imports: [CqrsModule, DwellingsModule], providers: [...commandResolvers, DwellingsResolver] })
export class DwellingsGraphqlModule {}
