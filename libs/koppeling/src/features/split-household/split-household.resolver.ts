import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { ChangedHousehold } from '../household-answer.js';
import { SplitHousehold } from './split-household.command.js';
import { HouseholdSplitInput, HouseholdSplitPayload } from './split-household.types.js';

@Resolver()
export class SplitHouseholdResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => HouseholdSplitPayload, {
    description: 'Part of the household goes on as one of its own; answers with the new one.',
  })
  async householdSplit(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: HouseholdSplitInput,
  ): Promise<HouseholdSplitPayload> {
    const outcome: Result<Commanded<ChangedHousehold>> = await this.commands.execute(
      new SplitHousehold(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
