import { authorise } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, runDecider, type Commanded, type EventStore } from '#libs/event-store';
import { readInput, type Clock, type IdSource, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { publicationId } from '../../domain/publication.decider.js';
import { streams } from '../../domain/taakstelling.events.js';
import { publications } from '../stored-deciders.js';
import { PublishFigure, publishInput, type Publication } from './publish-figure.command.js';

@CommandHandler(PublishFigure)
export class PublishFigureHandler implements ICommandHandler<PublishFigure> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
  ) {}

  async execute({ identity, commandId, input }: PublishFigure): Promise<Result<Commanded<Publication>>> {
    const read = readInput(publishInput(this.municipalities), input);
    if (!read.ok) return read;
    const { expectedVersion, ...figure } = read.value;
    const { scope, source, period } = figure;
    const province = this.municipalities.provinceOf(scope);
    const allowed = authorise(identity, 'figure.publish', { scope, province, source });
    if (!allowed.ok) return allowed;

    return runDecider(this.store, {
      actor: identity.actor,
      commandId,
      content: { publish: figure },
      stream: streams.published(period, scope),
      expectedVersion,
      stored: publications(this.ids),
      command: { type: 'Publish', figure, now: this.clock.now() },
      answer: () => ({ id: publicationId(figure) }),
    });
  }
}
