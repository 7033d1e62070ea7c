import { CLOCK, EVENT_STORE, type EventStore } from '#libs/event-store';
import { ok, type Clock, type Result } from '#libs/kernel';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DwellingVisibility, notFound } from '../dwelling-visibility.js';
import { DwellingsReader } from '../dwellings.reader.js';
import { reached } from '../reached.js';
import { seenDwelling, type SeenDwelling } from '../seen-dwelling.js';
import { ReadDwelling } from './read-dwelling.query.js';

/** Refuses `NOT_FOUND` for what is not there and for what one may not see, `POSITION_BEYOND_HEAD` and `AT_LEAST_TIMEOUT`. */
@QueryHandler(ReadDwelling)
export class ReadDwellingHandler implements IQueryHandler<ReadDwelling> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly visibility: DwellingVisibility,
    private readonly reader: DwellingsReader,
  ) {}

  async execute({ identity, dwelling, atLeast }: ReadDwelling): Promise<Result<SeenDwelling>> {
    if (!this.visibility.couldSee(identity)) return notFound();
    const ready = await reached(this.host, this.store, atLeast);
    if (!ready.ok) return ready;
    // No id of ours holds NUL, and Postgres breaks off a question that asks for it.
    const row = dwelling.includes('\u0000') ? null : await this.reader.one(dwelling);
    const view = row === null ? null : await this.visibility.viewOf(identity, row.dwelling, row.municipality);
    return row === null || view === null ? notFound() : ok(seenDwelling(row, view, this.clock.now()));
  }
}
