import type { Identity } from '#libs/access';
import { CallerIdentity, toPayload } from '#libs/graphql';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Standing } from '../exchange-desk.js';
import { InformHousehold } from './inform-household.command.js';
import { HouseholdInformInput, HouseholdInformPayload } from './inform-household.types.js';

@Resolver()
export class InformHouseholdResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => HouseholdInformPayload, {
    description: 'Records that the household of a leg was told; from that day on it can object.',
  })
  async householdInform(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: HouseholdInformInput,
  ): Promise<HouseholdInformPayload> {
    const outcome: Standing = await this.commands.execute(new InformHousehold(identity, commandId, input));
    return toPayload(outcome, (result) => result);
  }
}
