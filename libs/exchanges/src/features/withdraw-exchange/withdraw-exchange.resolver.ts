import type { Identity } from '#libs/access';
import { CallerIdentity, toPayload } from '#libs/graphql';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Standing } from '../exchange-desk.js';
import { WithdrawExchange } from './withdraw-exchange.command.js';
import { ExchangeWithdrawInput, ExchangeWithdrawPayload } from './withdraw-exchange.types.js';

@Resolver()
export class WithdrawExchangeResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => ExchangeWithdrawPayload, { description: 'Takes an exchange back, before settlement.' })
  async exchangeWithdraw(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: ExchangeWithdrawInput,
  ): Promise<ExchangeWithdrawPayload> {
    const outcome: Standing = await this.commands.execute(new WithdrawExchange(identity, commandId, input));
    return toPayload(outcome, (result) => result);
  }
}
