import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { ChangedHousehold } from '../household-answer.js';
import { ChangeProfile } from './change-profile.command.js';
import { HouseholdChangeProfileInput, HouseholdChangeProfilePayload } from './change-profile.types.js';

@Resolver()
export class ChangeProfileResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => HouseholdChangeProfilePayload, {
    description: 'What a dwelling for the household must have; replaces what was said before.',
  })
  async householdChangeProfile(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: HouseholdChangeProfileInput,
  ): Promise<HouseholdChangeProfilePayload> {
    const outcome: Result<Commanded<ChangedHousehold>> = await this.commands.execute(
      new ChangeProfile(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
