import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { KnownDwelling } from '../dwelling-answer.js';
import { WithdrawDwelling } from './withdraw-dwelling.command.js';
import { DwellingWithdrawInput, DwellingWithdrawPayload } from './withdraw-dwelling.types.js';

@Resolver()
export class WithdrawDwellingResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => DwellingWithdrawPayload, {
    description: 'Takes a dwelling off the market; an exchange that had claimed it ends.',
  })
  async dwellingWithdraw(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: DwellingWithdrawInput,
  ): Promise<DwellingWithdrawPayload> {
    const outcome: Result<Commanded<KnownDwelling>> = await this.commands.execute(
      new WithdrawDwelling(identity, commandId, input),
    );
    return toPayload(outcome, ({ dwelling }) => ({ id: dwelling }));
  }
}
