import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { KnownDwelling } from '../dwelling-answer.js';
import { ChangeDwelling } from './change-dwelling.command.js';
import { DwellingChangeInput, DwellingChangePayload } from './change-dwelling.types.js';

@Resolver()
export class ChangeDwellingResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => DwellingChangePayload, {
    description: 'Says anew what is on offer; an empty dwelling is put on offer again by it.',
  })
  async dwellingChange(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: DwellingChangeInput,
  ): Promise<DwellingChangePayload> {
    const outcome: Result<Commanded<KnownDwelling>> = await this.commands.execute(
      new ChangeDwelling(identity, commandId, input),
    );
    return toPayload(outcome, ({ dwelling }) => ({ id: dwelling }));
  }
}
