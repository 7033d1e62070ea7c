import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { ObstacleNow } from '../obstacle-now.js';
import { FollowUpObstacle } from './follow-up-obstacle.command.js';
import { ObstacleFollowUpInput, ObstacleFollowUpPayload } from './follow-up-obstacle.types.js';

@Resolver()
export class FollowUpObstacleResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => ObstacleFollowUpPayload, {
    description: 'Records what was done about an obstacle, and the next step with its term.',
  })
  async obstacleFollowUp(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: ObstacleFollowUpInput,
  ): Promise<ObstacleFollowUpPayload> {
    const outcome: Result<Commanded<ObstacleNow>> = await this.commands.execute(
      new FollowUpObstacle(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
