import { ok, type Result } from '#libs/kernel';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { HouseholdQuestions } from '../household-question.js';
import { HouseholdOpener, type SeenHousehold } from '../household-view.js';
import { HouseholdVisibility, notFound } from '../household-visibility.js';
import { HouseholdsReader } from '../households.reader.js';
import { couldBeHousehold } from '../pseudonym.js';
import { ReadHousehold } from './read-household.query.js';

/** Refuses `NOT_FOUND` for what is not there and for what one may not see, `POSITION_BEYOND_HEAD` and `AT_LEAST_TIMEOUT`. */
@QueryHandler(ReadHousehold)
export class ReadHouseholdHandler implements IQueryHandler<ReadHousehold> {
  constructor(
    private readonly visibility: HouseholdVisibility,
    private readonly questions: HouseholdQuestions,
    private readonly reader: HouseholdsReader,
    private readonly opener: HouseholdOpener,
  ) {}

  async execute({ identity, question }: ReadHousehold): Promise<Result<SeenHousehold>> {
    const allowed = this.visibility.couldSee(identity);
    if (!allowed.ok) return allowed;
    const moment = await this.questions.moment(question.atLeast);
    if (!moment.ok) return moment;
    if (!couldBeHousehold(question.household)) return notFound();
    const { terms, now, today } = moment.value;
    const found = await this.reader.one(question.household, terms, today);
    if (found === null) return notFound();
    const view = await this.visibility.viewOf(identity, found.row);
    if (view === null) return notFound();
    const to = await this.questions.centre(identity, view, question.toMunicipality);
    return ok(await this.opener.seenWithHistory(found.row, found.history, { view, terms, asOf: today, now, to }));
  }
}
