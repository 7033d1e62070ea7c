import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { ObstacleNow } from '../obstacle-now.js';
import { CloseObstacle } from './close-obstacle.command.js';
import { ObstacleCloseInput, ObstacleClosePayload } from './close-obstacle.types.js';

@Resolver()
export class CloseObstacleResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => ObstacleClosePayload, {
    description: 'Records how an obstacle ended. Only who may raise it withdraws it.',
  })
  async obstacleClose(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: ObstacleCloseInput,
  ): Promise<ObstacleClosePayload> {
    const outcome: Result<Commanded<ObstacleNow>> = await this.commands.execute(
      new CloseObstacle(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
