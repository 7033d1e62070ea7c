import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { ChangedHousehold } from '../household-answer.js';
import { RequestForget } from './request-forget.command.js';
import { HouseholdForgetRequestInput, HouseholdForgetRequestPayload } from './request-forget.types.js';

@Resolver()
export class RequestForgetResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => HouseholdForgetRequestPayload, {
    description: 'Asks that the household be forgotten. Nothing is forgotten until another person approves.',
  })
  async householdForgetRequest(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: HouseholdForgetRequestInput,
  ): Promise<HouseholdForgetRequestPayload> {
    const outcome: Result<Commanded<ChangedHousehold>> = await this.commands.execute(
      new RequestForget(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
