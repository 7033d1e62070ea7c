import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { ChangedHousehold } from '../household-answer.js';
import { ChangePersons } from './change-persons.command.js';
import { HouseholdChangePersonsInput, HouseholdChangePersonsPayload } from './change-persons.types.js';

@Resolver()
export class ChangePersonsResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => HouseholdChangePersonsPayload, {
    description: 'The household grew or shrank; nareis after placement adds to its count.',
  })
  async householdChangePersons(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: HouseholdChangePersonsInput,
  ): Promise<HouseholdChangePersonsPayload> {
    const outcome: Result<Commanded<ChangedHousehold>> = await this.commands.execute(
      new ChangePersons(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
