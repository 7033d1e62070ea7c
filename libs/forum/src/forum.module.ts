import { MunicipalitiesModule } from '#libs/municipalities';
import type { Projection } from '#libs/projections';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { commandHandlers, queryHandlers } from './features/index.js';
import { forumProjection } from './read-model/forum.projection.js';
import { ObstaclesReader } from './read-model/obstacles.reader.js';
import { PostsReader } from './read-model/posts.reader.js';

/** For `ProjectionsModule.forRoot`. */
export const forumProjections: readonly Projection[] = [forumProjection];

/** The forum of the platform, and obstacles. Needs the event store and the projections (both global). */
@Module({
  imports: [CqrsModule, MunicipalitiesModule],
  providers: [...commandHandlers, ...queryHandlers, PostsReader, ObstaclesReader],
})
export class ForumModule {}
