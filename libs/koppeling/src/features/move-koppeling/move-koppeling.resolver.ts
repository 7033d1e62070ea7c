import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { ChangedHousehold } from '../household-answer.js';
import { MoveKoppelingByCoa } from './move-koppeling.command.js';
import { KoppelingMoveInput, KoppelingMovePayload } from './move-koppeling.types.js';

@Resolver()
export class MoveKoppelingByCoaResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => KoppelingMovePayload, {
    description: 'COA moved a koppeling of its own accord. The clock of the permit goes on.',
  })
  async koppelingMove(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: KoppelingMoveInput,
  ): Promise<KoppelingMovePayload> {
    const outcome: Result<Commanded<ChangedHousehold>> = await this.commands.execute(
      new MoveKoppelingByCoa(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
