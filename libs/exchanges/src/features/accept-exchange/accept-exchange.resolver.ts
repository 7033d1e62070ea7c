import type { Identity } from '#libs/access';
import { CallerIdentity, toPayload } from '#libs/graphql';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Standing } from '../exchange-desk.js';
import { AcceptExchange } from './accept-exchange.command.js';
import { ExchangeAcceptInput, ExchangeAcceptPayload } from './accept-exchange.types.js';

@Resolver()
export class AcceptExchangeResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => ExchangeAcceptPayload, {
    description: 'Says yes for a municipality; the last yes reserves everything.',
  })
  async exchangeAccept(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: ExchangeAcceptInput,
  ): Promise<ExchangeAcceptPayload> {
    const outcome: Standing = await this.commands.execute(new AcceptExchange(identity, commandId, input));
    return toPayload(outcome, (result) => result);
  }
}
