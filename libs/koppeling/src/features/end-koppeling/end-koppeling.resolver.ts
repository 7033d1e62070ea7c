import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { ChangedHousehold } from '../household-answer.js';
import { EndKoppeling } from './end-koppeling.command.js';
import { KoppelingEndInput, KoppelingEndPayload } from './end-koppeling.types.js';

@Resolver()
export class EndKoppelingResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => KoppelingEndPayload, { description: 'The household is no longer to be housed.' })
  async koppelingEnd(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: KoppelingEndInput,
  ): Promise<KoppelingEndPayload> {
    const outcome: Result<Commanded<ChangedHousehold>> = await this.commands.execute(
      new EndKoppeling(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
