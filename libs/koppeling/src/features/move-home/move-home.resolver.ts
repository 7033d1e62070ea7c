import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { HousedHousehold } from '../household-answer.js';
import { MoveHome } from './move-home.command.js';
import { HouseholdMoveHomeInput, HouseholdMoveHomePayload } from './move-home.types.js';

@Resolver()
export class MoveHomeResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => HouseholdMoveHomePayload, {
    description: 'A later stay, or one of a kind that does not count: it counts 0.',
  })
  async householdMoveHome(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: HouseholdMoveHomeInput,
  ): Promise<HouseholdMoveHomePayload> {
    const outcome: Result<Commanded<HousedHousehold>> = await this.commands.execute(
      new MoveHome(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
