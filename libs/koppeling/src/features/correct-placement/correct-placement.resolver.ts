import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { HousedHousehold } from '../household-answer.js';
import { CorrectPlacement } from './correct-placement.command.js';
import { PlacementCorrectInput, PlacementCorrectPayload } from './correct-placement.types.js';

@Resolver()
export class CorrectPlacementResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => PlacementCorrectPayload, {
    description: 'A placement reads differently from now on, or is reversed.',
  })
  async placementCorrect(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: PlacementCorrectInput,
  ): Promise<PlacementCorrectPayload> {
    const outcome: Result<Commanded<HousedHousehold>> = await this.commands.execute(
      new CorrectPlacement(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
