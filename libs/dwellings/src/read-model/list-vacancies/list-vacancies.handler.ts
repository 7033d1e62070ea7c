import { CLOCK, EVENT_STORE, type EventStore } from '#libs/event-store';
import { ok, today, type Clock, type Result } from '#libs/kernel';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DwellingVisibility, notFound } from '../dwelling-visibility.js';
import { DwellingsReader } from '../dwellings.reader.js';
import { reached } from '../reached.js';
import { ListVacancies, type Vacancies } from './list-vacancies.query.js';

/** Refuses `NOT_FOUND` for a municipality whose dwellings one may not see, `POSITION_BEYOND_HEAD` and `AT_LEAST_TIMEOUT`. */
@QueryHandler(ListVacancies)
export class ListVacanciesHandler implements IQueryHandler<ListVacancies> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly visibility: DwellingVisibility,
    private readonly reader: DwellingsReader,
  ) {}

  async execute({ identity, municipality, atLeast }: ListVacancies): Promise<Result<Vacancies>> {
    if (!this.visibility.couldSee(identity)) return notFound();
    const seen = await this.visibility.seen(identity, municipality);
    const municipalities = [...seen.all, ...seen.offer];
    if (municipalities.length === 0) return notFound();
    const ready = await reached(this.host, this.store, atLeast);
    if (!ready.ok) return ready;
    const asOf = today(this.clock);
    const { position, rows } = await this.reader.vacancies(municipalities, asOf);
    return ok({ position, asOf, municipalities: rows });
  }
}
