import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { HousedHousehold } from '../household-answer.js';
import { EndStay } from './end-stay.command.js';
import { StayEndInput, StayEndPayload } from './end-stay.types.js';

@Resolver()
export class EndStayResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => StayEndPayload, { description: 'A stay ended without a next one. Nothing is subtracted.' })
  async stayEnd(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: StayEndInput,
  ): Promise<StayEndPayload> {
    const outcome: Result<Commanded<HousedHousehold>> = await this.commands.execute(
      new EndStay(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
