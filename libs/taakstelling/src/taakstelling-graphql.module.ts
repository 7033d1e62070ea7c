import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { commandResolvers } from './features/resolvers.js';
import { readModelResolvers } from './read-model/resolvers.js';
import { TaakstellingModule } from './taakstelling.module.js';

/** Resolvers, apart from the module itself: the command line serves no GraphQL. */
@Module({ imports: [CqrsModule, TaakstellingModule], providers: [...commandResolvers, ...readModelResolvers] })
export class TaakstellingGraphqlModule {}
