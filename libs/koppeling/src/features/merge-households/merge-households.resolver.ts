import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { ChangedHousehold } from '../household-answer.js';
import { MergeHouseholds } from './merge-households.command.js';
import { HouseholdMergeInput, HouseholdMergePayload } from './merge-households.types.js';

@Resolver()
export class MergeHouseholdsResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => HouseholdMergePayload, {
    description: 'The household becomes part of another one; answers with that one.',
  })
  async householdMerge(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: HouseholdMergeInput,
  ): Promise<HouseholdMergePayload> {
    const outcome: Result<Commanded<ChangedHousehold>> = await this.commands.execute(
      new MergeHouseholds(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
