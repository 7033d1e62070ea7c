import { couldEver } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, runDecider, type Commanded, type EventStore } from '#libs/event-store';
import { readInput, today, type Clock, type IdSource, type Result } from '#libs/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { obstacleStream } from '../../domain/forum.events.js';
import { ObstacleAccess } from '../obstacle-access.js';
import { obstacleNow, type ObstacleNow } from '../obstacle-now.js';
import { obstacles } from '../stored-deciders.js';
import { closeInput, CloseObstacle } from './close-obstacle.command.js';

@CommandHandler(CloseObstacle)
export class CloseObstacleHandler implements ICommandHandler<CloseObstacle> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly access: ObstacleAccess,
  ) {}

  async execute({ identity, commandId, input }: CloseObstacle): Promise<Result<Commanded<ObstacleNow>>> {
    const read = readInput(closeInput, input);
    if (!read.ok) return read;
    const { obstacle, outcome } = read.value;
    // A municipality takes back what it raised; how help ended is for those who gave it.
    const operation = outcome === 'withdrawn' ? 'obstacle.raise' : 'obstacle.follow';
    const role = couldEver(identity, operation);
    if (!role.ok) return role;
    const allowed = await this.access.mayDo(identity, operation, obstacle);
    if (!allowed.ok) return allowed;

    const day = today(this.clock);
    return runDecider(this.store, {
      actor: identity.actor,
      commandId,
      content: { close: read.value },
      stream: obstacleStream(obstacle),
      expectedVersion: null,
      stored: obstacles(this.ids),
      command: { ...read.value, type: 'Close', on: read.value.on ?? day, today: day },
      answer: (state) => obstacleNow(obstacle, state),
    });
  }
}
