import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ExchangesModule } from './exchanges.module.js';
import { commandResolvers } from './features/resolvers.js';
import { readModelResolvers } from './read-model/resolvers.js';

/** Resolvers, apart from the module itself: the command line serves no GraphQL. */
@Module({ imports: [CqrsModule, ExchangesModule], providers: [...commandResolvers, ...readModelResolvers] })
export class ExchangesGraphqlModule {}
