import type { Identity } from '#libs/access';
import { CallerIdentity, toPayload } from '#libs/graphql';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Standing } from '../exchange-desk.js';
import { DeclineExchange } from './decline-exchange.command.js';
import { ExchangeDeclineInput, ExchangeDeclinePayload } from './decline-exchange.types.js';

@Resolver()
export class DeclineExchangeResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => ExchangeDeclinePayload, {
    description: 'Says no for a municipality: everything is free again at once.',
  })
  async exchangeDecline(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: ExchangeDeclineInput,
  ): Promise<ExchangeDeclinePayload> {
    const outcome: Standing = await this.commands.execute(new DeclineExchange(identity, commandId, input));
    return toPayload(outcome, (result) => result);
  }
}
