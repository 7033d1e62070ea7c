import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { ChangedHousehold } from '../household-answer.js';
import { ForgetHousehold } from './forget-household.command.js';
import { HouseholdForgetInput, HouseholdForgetPayload } from './forget-household.types.js';

@Resolver()
export class ForgetHouseholdResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => HouseholdForgetPayload, {
    description:
      'Approves what another person asked, and destroys the key of the household: nobody can read any more what was sealed. Every count stays.',
  })
  async householdForget(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: HouseholdForgetInput,
  ): Promise<HouseholdForgetPayload> {
    const outcome: Result<Commanded<ChangedHousehold>> = await this.commands.execute(
      new ForgetHousehold(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
