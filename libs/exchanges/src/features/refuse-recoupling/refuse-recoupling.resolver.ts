import type { Identity } from '#libs/access';
import { CallerIdentity, toPayload } from '#libs/graphql';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Standing } from '../exchange-desk.js';
import { RefuseRecoupling } from './refuse-recoupling.command.js';
import { RecouplingRefuseInput, RecouplingRefusePayload } from './refuse-recoupling.types.js';

@Resolver()
export class RefuseRecouplingResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => RecouplingRefusePayload, {
    description: 'Records that COA does not move the koppeling of a leg: the exchange ends.',
  })
  async recouplingRefuse(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: RecouplingRefuseInput,
  ): Promise<RecouplingRefusePayload> {
    const outcome: Standing = await this.commands.execute(new RefuseRecoupling(identity, commandId, input));
    return toPayload(outcome, (result) => result);
  }
}
