import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { ProposeExchange, type ProposedExchange } from './propose-exchange.command.js';
import { ExchangeProposeInput, ExchangeProposePayload } from './propose-exchange.types.js';

@Resolver()
export class ProposeExchangeResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => ExchangeProposePayload, {
    description:
      'Proposes an exchange: claims its households and dwellings until everybody answered or the term is over.',
  })
  async exchangePropose(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: ExchangeProposeInput,
  ): Promise<ExchangeProposePayload> {
    const outcome: Result<Commanded<ProposedExchange>> = await this.commands.execute(
      new ProposeExchange(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
