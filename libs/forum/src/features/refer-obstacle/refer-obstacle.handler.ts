import { couldEver } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, runDecider, type Commanded, type EventStore } from '#libs/event-store';
import { readInput, today, type Clock, type IdSource, type Result } from '#libs/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { obstacleStream } from '../../domain/forum.events.js';
import { ObstacleAccess } from '../obstacle-access.js';
import { obstacleNow, type ObstacleNow } from '../obstacle-now.js';
import { obstacles } from '../stored-deciders.js';
import { referInput, ReferObstacle } from './refer-obstacle.command.js';

@CommandHandler(ReferObstacle)
export class ReferObstacleHandler implements ICommandHandler<ReferObstacle> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly access: ObstacleAccess,
  ) {}

  async execute({ identity, commandId, input }: ReferObstacle): Promise<Result<Commanded<ObstacleNow>>> {
    const role = couldEver(identity, 'obstacle.refer');
    if (!role.ok) return role;
    const read = readInput(referInput, input);
    if (!read.ok) return read;
    const { obstacle } = read.value;
    const allowed = await this.access.mayDo(identity, 'obstacle.refer', obstacle);
    if (!allowed.ok) return allowed;

    const day = today(this.clock);
    return runDecider(this.store, {
      actor: identity.actor,
      commandId,
      content: { refer: read.value },
      stream: obstacleStream(obstacle),
      expectedVersion: null,
      stored: obstacles(this.ids),
      command: { ...read.value, type: 'Refer', on: read.value.on ?? day, today: day },
      answer: (state) => obstacleNow(obstacle, state),
    });
  }
}
