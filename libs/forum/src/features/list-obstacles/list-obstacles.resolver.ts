import type { Identity } from '#libs/access';
import { CallerIdentity, orThrow, Paged, pageOf, toConnection, type Connection } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { ListObstacles, type ObstaclesPage } from './list-obstacles.query.js';
import { ObstacleConnection, ObstaclesArgs, type ObstacleType } from './list-obstacles.types.js';

const KEY = z.int().min(1);

@Resolver()
export class ListObstaclesResolver {
  constructor(private readonly queries: QueryBus) {}

  @Paged()
  @Query(() => ObstacleConnection, { description: 'What keeps municipalities from housing people, raised last first.' })
  async obstacles(
    @CallerIdentity() identity: Identity,
    @Args() args: ObstaclesArgs,
  ): Promise<Connection<ObstacleType>> {
    const page = orThrow(pageOf(args, KEY));
    const { municipality = null, state = null, atLeast = null } = args;
    const question = { municipality, state, atLeast, ...page };
    const found: Result<ObstaclesPage> = await this.queries.execute(new ListObstacles(identity, question));
    return toConnection(orThrow(found), page, ({ position }) => position);
  }
}
