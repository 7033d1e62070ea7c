import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { ChangedHousehold } from '../household-answer.js';
import { ReceiveKoppeling } from './receive-koppeling.command.js';
import { KoppelingReceiveInput, KoppelingReceivePayload } from './receive-koppeling.types.js';

@Resolver()
export class ReceiveKoppelingResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => KoppelingReceivePayload, { description: 'COA assigns a household to a municipality.' })
  async koppelingReceive(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: KoppelingReceiveInput,
  ): Promise<KoppelingReceivePayload> {
    const outcome: Result<Commanded<ChangedHousehold>> = await this.commands.execute(
      new ReceiveKoppeling(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
