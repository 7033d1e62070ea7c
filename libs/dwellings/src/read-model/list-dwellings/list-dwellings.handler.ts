import { CLOCK, EVENT_STORE, type EventStore } from '#libs/event-store';
import { ok, type Clock, type Result } from '#libs/kernel';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DwellingVisibility, notFound } from '../dwelling-visibility.js';
import { DwellingsReader } from '../dwellings.reader.js';
import { reached } from '../reached.js';
import { seenDwelling } from '../seen-dwelling.js';
import { ListDwellings, type SeenDwellings } from './list-dwellings.query.js';

/** Refuses `NOT_FOUND` for a municipality whose dwellings one may not see, `POSITION_BEYOND_HEAD` and `AT_LEAST_TIMEOUT`. */
@QueryHandler(ListDwellings)
export class ListDwellingsHandler implements IQueryHandler<ListDwellings> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly visibility: DwellingVisibility,
    private readonly reader: DwellingsReader,
  ) {}

  async execute({ identity, question }: ListDwellings): Promise<Result<SeenDwellings>> {
    if (!this.visibility.couldSee(identity)) return notFound();
    const { municipality, state, page, atLeast } = question;
    const seen = await this.visibility.seen(identity, municipality);
    if (seen.all.length + seen.offer.length === 0) return notFound();
    const ready = await reached(this.host, this.store, atLeast);
    if (!ready.ok) return ready;
    const found = await this.reader.list(seen, state, page);
    const now = this.clock.now();
    const viewOf = (code: string) => (seen.all.some((all) => all === code) ? 'all' : 'offer');
    return ok({ ...found, rows: found.rows.map((row) => seenDwelling(row, viewOf(row.municipality), now)) });
  }
}
