import type { Identity } from '#libs/access';
import { CallerIdentity, toPayload } from '#libs/graphql';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Standing } from '../exchange-desk.js';
import { RequestRecouplings } from './request-recouplings.command.js';
import { RecouplingRequestInput, RecouplingRequestPayload } from './request-recouplings.types.js';

@Resolver()
export class RequestRecouplingsResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => RecouplingRequestPayload, {
    description: 'Asks COA to move the koppelingen, once no household can object any more.',
  })
  async recouplingRequest(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: RecouplingRequestInput,
  ): Promise<RecouplingRequestPayload> {
    const outcome: Standing = await this.commands.execute(new RequestRecouplings(identity, commandId, input));
    return toPayload(outcome, (result) => result);
  }
}
