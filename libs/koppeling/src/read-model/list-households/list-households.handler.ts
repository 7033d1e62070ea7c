import { ok, type Result } from '#libs/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { HouseholdQuestions } from '../household-question.js';
import { HouseholdOpener, type Keyed, type SeenHousehold } from '../household-view.js';
import { HouseholdVisibility, notFound } from '../household-visibility.js';
import { HouseholdsReader, type HouseholdKey } from '../households.reader.js';
import type { Found } from '../page.js';
import { ListHouseholds } from './list-households.query.js';

/** Refuses `NOT_FOUND` for a municipality whose households one may not see, `POSITION_BEYOND_HEAD` and `AT_LEAST_TIMEOUT`. */
@QueryHandler(ListHouseholds)
export class ListHouseholdsHandler implements IQueryHandler<ListHouseholds> {
  constructor(
    private readonly visibility: HouseholdVisibility,
    private readonly questions: HouseholdQuestions,
    private readonly reader: HouseholdsReader,
    private readonly opener: HouseholdOpener,
  ) {}

  async execute({ identity, question }: ListHouseholds): Promise<Result<Found<Keyed<SeenHousehold, HouseholdKey>>>> {
    const { municipality, status, toMunicipality, page, atLeast } = question;
    const view = await this.visibility.viewOfMunicipality(identity, municipality);
    if (view === null) return notFound();
    const moment = await this.questions.moment(atLeast);
    if (!moment.ok) return moment;
    const { terms, now, today } = moment.value;
    const asked = { municipalities: [municipality], status, withMinors: view === 'all' };
    const found = await this.reader.list(asked, terms, today, page);
    const to = await this.questions.centre(identity, view, toMunicipality);
    return ok({
      ...found,
      rows: await this.opener.seenByKey(
        found.rows,
        { view, terms, asOf: today, now, to },
        ({ permitOn, household }) => [permitOn, household],
      ),
    });
  }
}
