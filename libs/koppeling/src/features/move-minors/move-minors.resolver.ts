import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { HousedHousehold } from '../household-answer.js';
import { MoveMinors } from './move-minors.command.js';
import { MinorsMoveInput, MinorsMovePayload } from './move-minors.types.js';

@Resolver()
export class MoveMinorsResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => MinorsMovePayload, {
    description: 'Minors under Nidos went to another municipality: it is credited, the old one debited.',
  })
  async minorsMove(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: MinorsMoveInput,
  ): Promise<MinorsMovePayload> {
    const outcome: Result<Commanded<HousedHousehold>> = await this.commands.execute(
      new MoveMinors(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
