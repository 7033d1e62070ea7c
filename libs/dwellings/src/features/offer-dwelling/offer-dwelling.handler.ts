import { authorise } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, runDecider, type Commanded, type EventStore } from '#libs/event-store';
import { readInput, today, type Clock, type IdSource, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { PolicyReader } from '#libs/policy';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dwellingIdOf } from '../../domain/dwelling-key.js';
import { dwellingStream } from '../../domain/dwelling.events.js';
import type { KnownDwelling } from '../dwelling-answer.js';
import { lawfulConditions } from '../lawful-conditions.js';
import { dwellings } from '../stored-deciders.js';
import { offerInput, OfferDwelling } from './offer-dwelling.command.js';

/** What stands for the source where the municipality names none. */
const BY_HAND = 'opgave van de gemeente';

@CommandHandler(OfferDwelling)
export class OfferDwellingHandler implements ICommandHandler<OfferDwelling> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
    private readonly policies: PolicyReader,
  ) {}

  async execute({ identity, commandId, input }: OfferDwelling): Promise<Result<Commanded<KnownDwelling>>> {
    const read = readInput(offerInput(this.municipalities), input);
    if (!read.ok) return read;
    const { source, ...offer } = read.value;
    const allowed = authorise(identity, 'dwelling.offer', this.municipalities.extentOf([offer.municipality]));
    if (!allowed.ok) return allowed;

    const dwelling = dwellingIdOf(offer.municipality, offer.key);
    return runDecider(this.store, {
      actor: identity.actor,
      commandId,
      content: { offer: read.value },
      stream: dwellingStream(dwelling),
      expectedVersion: null,
      likelyNew: true,
      stored: dwellings(this.ids),
      command: {
        type: 'Offer',
        dwelling,
        offer,
        source: source ?? BY_HAND,
        lawfulConditions: await lawfulConditions(this.policies, today(this.clock)),
      },
      answer: () => ({ dwelling }),
    });
  }
}
