import type { Identity } from '#libs/access';
import { CallerIdentity, toPayload } from '#libs/graphql';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Standing } from '../exchange-desk.js';
import { ReverseRecoupling } from './reverse-recoupling.command.js';
import { RecouplingReverseInput, RecouplingReversePayload } from './reverse-recoupling.types.js';

@Resolver()
export class ReverseRecouplingResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => RecouplingReversePayload, { description: 'Records that COA moved the koppeling of a leg back.' })
  async recouplingReverse(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: RecouplingReverseInput,
  ): Promise<RecouplingReversePayload> {
    const outcome: Standing = await this.commands.execute(new ReverseRecoupling(identity, commandId, input));
    return toPayload(outcome, (result) => result);
  }
}
