import { authorise } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, runDecider, type Commanded, type EventStore } from '#libs/event-store';
import { canonicalJson, idFrom, readInput, today, type Clock, type IdSource, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { obstacleStream } from '../../domain/forum.events.js';
import { obstacles } from '../stored-deciders.js';
import { raiseInput, RaiseObstacle, type RaisedObstacle } from './raise-obstacle.command.js';

@CommandHandler(RaiseObstacle)
export class RaiseObstacleHandler implements ICommandHandler<RaiseObstacle> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
  ) {}

  async execute({ identity, commandId, input }: RaiseObstacle): Promise<Result<Commanded<RaisedObstacle>>> {
    const read = readInput(raiseInput(this.municipalities), input);
    if (!read.ok) return read;
    const { municipality } = read.value;
    const province = this.municipalities.provinceOf(municipality);
    const allowed = authorise(identity, 'obstacle.raise', { municipality, province });
    if (!allowed.ok) return allowed;

    // The id follows from the command, so that the command sent again meets its own stream.
    const id = idFrom(canonicalJson(['obstacle', identity.actor, commandId]));
    const day = today(this.clock);
    return runDecider(this.store, {
      actor: identity.actor,
      commandId,
      content: { raise: read.value },
      stream: obstacleStream(id),
      expectedVersion: null,
      likelyNew: true,
      stored: obstacles(this.ids),
      command: { type: 'Raise', raised: { ...read.value, obstacle: id, on: read.value.on ?? day }, today: day },
      answer: () => ({ id }),
    });
  }
}
