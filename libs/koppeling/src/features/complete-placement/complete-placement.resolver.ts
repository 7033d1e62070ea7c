import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { HousedHousehold } from '../household-answer.js';
import { CompletePlacement } from './complete-placement.command.js';
import { PlacementCompleteInput, PlacementCompletePayload } from './complete-placement.types.js';

@Resolver()
export class CompletePlacementResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => PlacementCompletePayload, { description: 'The rest of a household that had partly moved follows.' })
  async placementComplete(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: PlacementCompleteInput,
  ): Promise<PlacementCompletePayload> {
    const outcome: Result<Commanded<HousedHousehold>> = await this.commands.execute(
      new CompletePlacement(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
