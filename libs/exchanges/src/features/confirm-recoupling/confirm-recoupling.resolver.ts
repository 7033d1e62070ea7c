import type { Identity } from '#libs/access';
import { CallerIdentity, toPayload } from '#libs/graphql';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Standing } from '../exchange-desk.js';
import { ConfirmRecoupling } from './confirm-recoupling.command.js';
import { RecouplingConfirmInput, RecouplingConfirmPayload } from './confirm-recoupling.types.js';

@Resolver()
export class ConfirmRecouplingResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => RecouplingConfirmPayload, { description: 'Records that COA moves the koppeling of a leg.' })
  async recouplingConfirm(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: RecouplingConfirmInput,
  ): Promise<RecouplingConfirmPayload> {
    const outcome: Standing = await this.commands.execute(new ConfirmRecoupling(identity, commandId, input));
    return toPayload(outcome, (result) => result);
  }
}
