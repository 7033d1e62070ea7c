import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { ObstacleNow } from '../obstacle-now.js';
import { ReferObstacle } from './refer-obstacle.command.js';
import { ObstacleReferInput, ObstacleReferPayload } from './refer-obstacle.types.js';

@Resolver()
export class ReferObstacleResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => ObstacleReferPayload, {
    description: 'Passes an obstacle on to a support team, or from one to another.',
  })
  async obstacleRefer(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: ObstacleReferInput,
  ): Promise<ObstacleReferPayload> {
    const outcome: Result<Commanded<ObstacleNow>> = await this.commands.execute(
      new ReferObstacle(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
