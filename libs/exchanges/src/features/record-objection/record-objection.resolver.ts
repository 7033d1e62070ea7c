import type { Identity } from '#libs/access';
import { CallerIdentity, toPayload } from '#libs/graphql';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Standing } from '../exchange-desk.js';
import { RecordObjection } from './record-objection.command.js';
import { HouseholdObjectInput, HouseholdObjectPayload } from './record-objection.types.js';

@Resolver()
export class RecordObjectionResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => HouseholdObjectPayload, {
    description: 'Records that the household of a leg objects: the exchange ends.',
  })
  async householdObject(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: HouseholdObjectInput,
  ): Promise<HouseholdObjectPayload> {
    const outcome: Standing = await this.commands.execute(new RecordObjection(identity, commandId, input));
    return toPayload(outcome, (result) => result);
  }
}
