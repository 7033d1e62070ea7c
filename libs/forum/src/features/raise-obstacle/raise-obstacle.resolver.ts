import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { RaiseObstacle, type RaisedObstacle } from './raise-obstacle.command.js';
import { ObstacleRaiseInput, ObstacleRaisePayload } from './raise-obstacle.types.js';

@Resolver()
export class RaiseObstacleResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => ObstacleRaisePayload, { description: 'Tells what keeps a municipality from housing people.' })
  async obstacleRaise(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: ObstacleRaiseInput,
  ): Promise<ObstacleRaisePayload> {
    const outcome: Result<Commanded<RaisedObstacle>> = await this.commands.execute(
      new RaiseObstacle(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
