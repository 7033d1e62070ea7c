import { authorise } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, runDecider, type Commanded, type EventStore } from '#libs/event-store';
import { readInput, type Clock, type IdSource, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { standingOn } from '../../domain/taakstelling.decider.js';
import { streams } from '../../domain/taakstelling.events.js';
import { taakstellingen } from '../stored-deciders.js';
import { announceInput, AnnounceTaakstelling, type AnnouncedTaakstelling } from './announce-taakstelling.command.js';

@CommandHandler(AnnounceTaakstelling)
export class AnnounceTaakstellingHandler implements ICommandHandler<AnnounceTaakstelling> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
  ) {}

  async execute({
    identity,
    commandId,
    input,
  }: AnnounceTaakstelling): Promise<Result<Commanded<AnnouncedTaakstelling>>> {
    const read = readInput(announceInput(this.municipalities), input);
    if (!read.ok) return read;
    const { expectedVersion, ...announcement } = read.value;
    const { municipality, period, announcedOn } = announcement;
    const province = this.municipalities.provinceOf(municipality);
    const allowed = authorise(identity, 'taakstelling.announce', { municipality, province });
    if (!allowed.ok) return allowed;

    return runDecider(this.store, {
      actor: identity.actor,
      commandId,
      content: { announce: announcement },
      stream: streams.taakstelling(period, municipality),
      expectedVersion,
      stored: taakstellingen(this.ids),
      command: { type: 'Announce', announcement, now: this.clock.now() },
      answer: (taakstelling) => {
        const standing = standingOn(taakstelling, announcedOn);
        if (standing === undefined) throw new Error('an announcement left no taakstelling');
        return { municipality, period, persons: standing.persons, announcedOn, state: standing.state };
      },
    });
  }
}
