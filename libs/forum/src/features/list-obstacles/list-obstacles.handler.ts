import { CLOCK } from '#libs/event-store';
import { ok, today, type Clock, type Result } from '#libs/kernel';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ObstaclesReader } from '../../read-model/obstacles.reader.js';
import { ObstacleAccess } from '../obstacle-access.js';
import { SeenUpTo } from '../seen-up-to.js';
import { ListObstacles, type ObstaclesPage } from './list-obstacles.query.js';

@QueryHandler(ListObstacles)
export class ListObstaclesHandler implements IQueryHandler<ListObstacles> {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly access: ObstacleAccess,
    private readonly reader: ObstaclesReader,
    private readonly seen: SeenUpTo,
  ) {}

  async execute({ identity, question }: ListObstacles): Promise<Result<ObstaclesPage>> {
    const sight = await this.access.sightOf(identity);
    if (!sight.ok) return sight;
    const { municipality, state, first, after, atLeast } = question;
    const reached = await this.seen.position(atLeast, 'de knelpunten');
    if (!reached.ok) return reached;

    const { municipalities, referredOnly } = sight.value;
    const wanted = municipalities.filter((code) => municipality === null || code === municipality);
    const { position, rows } = await this.reader.list(
      { municipalities: wanted, referredOnly, state, first, after },
      today(this.clock),
    );
    return ok({ position, rows: rows.slice(0, first), hasNext: rows.length > first });
  }
}
