import type { Identity } from '#libs/access';
import { CallerIdentity, orThrow, PositionScalar } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { ShowObstacle, type ShownDossier } from './show-obstacle.query.js';
import { DossierType } from './show-obstacle.types.js';

@Resolver()
export class ShowObstacleResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => DossierType, { description: 'An obstacle with what was done about it.' })
  async obstacle(
    @CallerIdentity() identity: Identity,
    @Args('id', { type: () => ID }) id: string,
    @Args('atLeast', { type: () => PositionScalar, nullable: true }) atLeast?: number | null,
  ): Promise<DossierType> {
    const answer: Result<ShownDossier> = await this.queries.execute(new ShowObstacle(identity, id, atLeast ?? null));
    const { followUps, ...rest } = orThrow(answer);
    return { ...rest, followUps: [...followUps] };
  }
}
