import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { KnownDwelling } from '../dwelling-answer.js';
import { ReleaseDwelling } from './release-dwelling.command.js';
import { DwellingReleaseInput, DwellingReleasePayload } from './release-dwelling.types.js';

@Resolver()
export class ReleaseDwellingResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => DwellingReleasePayload, { description: 'Lets go of a reservation by the municipality itself.' })
  async dwellingRelease(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: DwellingReleaseInput,
  ): Promise<DwellingReleasePayload> {
    const outcome: Result<Commanded<KnownDwelling>> = await this.commands.execute(
      new ReleaseDwelling(identity, commandId, input),
    );
    return toPayload(outcome, ({ dwelling }) => ({ id: dwelling }));
  }
}
