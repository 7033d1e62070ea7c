import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { AnnounceTaakstelling, type AnnouncedTaakstelling } from './announce-taakstelling.command.js';
import { TaakstellingAnnounceInput, TaakstellingAnnouncePayload } from './announce-taakstelling.types.js';

@Resolver()
export class AnnounceTaakstellingResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => TaakstellingAnnouncePayload, {
    description: 'Puts on record what the Rijk announced for one municipality and period; a later one adjusts it.',
  })
  async taakstellingAnnounce(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: TaakstellingAnnounceInput,
  ): Promise<TaakstellingAnnouncePayload> {
    const command = new AnnounceTaakstelling(identity, commandId, input);
    const outcome: Result<Commanded<AnnouncedTaakstelling>> = await this.commands.execute(command);
    return toPayload(outcome, (result) => result);
  }
}
