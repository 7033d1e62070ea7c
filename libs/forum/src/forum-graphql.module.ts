import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { forumResolvers } from './features/resolvers.js';
import { ForumModule } from './forum.module.js';

/** Resolvers, apart from the module itself: the command line serves no GraphQL. */
@Module({ imports: [CqrsModule, ForumModule], providers: [...forumResolvers] })
export class ForumGraphqlModule {}
