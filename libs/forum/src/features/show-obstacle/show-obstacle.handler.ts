import { CLOCK } from '#libs/event-store';
import { ok, parseId, today, type Clock, type Result } from '#libs/kernel';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ObstaclesReader } from '../../read-model/obstacles.reader.js';
import { notFound } from '../not-found.js';
import { ObstacleAccess } from '../obstacle-access.js';
import { SeenUpTo } from '../seen-up-to.js';
import { ShowObstacle, type ShownDossier } from './show-obstacle.query.js';

@QueryHandler(ShowObstacle)
export class ShowObstacleHandler implements IQueryHandler<ShowObstacle> {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly access: ObstacleAccess,
    private readonly reader: ObstaclesReader,
    private readonly seen: SeenUpTo,
  ) {}

  async execute({ identity, id, atLeast }: ShowObstacle): Promise<Result<ShownDossier>> {
    const sight = await this.access.sightOf(identity);
    if (!sight.ok) return sight;
    const reached = await this.seen.position(atLeast, 'de knelpunten');
    if (!reached.ok) return reached;
    // What is no id of ours is not there either.
    const read = parseId(id, 64);
    const dossier = read.ok ? await this.reader.one(read.value, sight.value, today(this.clock)) : null;
    return dossier === null ? notFound() : ok(dossier);
  }
}
