import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { KnownDwelling } from '../dwelling-answer.js';
import { OfferDwelling } from './offer-dwelling.command.js';
import { DwellingOfferInput, DwellingOfferPayload } from './offer-dwelling.types.js';

@Resolver()
export class OfferDwellingResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => DwellingOfferPayload, { description: 'Puts a dwelling on offer.' })
  async dwellingOffer(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: DwellingOfferInput,
  ): Promise<DwellingOfferPayload> {
    const outcome: Result<Commanded<KnownDwelling>> = await this.commands.execute(
      new OfferDwelling(identity, commandId, input),
    );
    return toPayload(outcome, ({ dwelling }) => ({ id: dwelling }));
  }
}
