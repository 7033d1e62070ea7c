import type { Identity } from '#libs/access';
import { ok, refuse, type MunicipalityCode, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { HouseholdQuestions } from '../household-question.js';
import { HouseholdOpener, type Keyed, type SeenHousehold } from '../household-view.js';
import { HouseholdVisibility, notFound, type HouseholdView } from '../household-visibility.js';
import { HouseholdsReader, type LateKey } from '../households.reader.js';
import type { Found } from '../page.js';
import { ListLateHouseholds, type LateHouseholdsQuestion } from './list-late-households.query.js';

interface Extent {
  readonly view: HouseholdView | null;
  readonly municipalities: readonly MunicipalityCode[];
}

/**
 * Refuses `SCOPE_REQUIRED` where not one of municipality and province is given, `NOT_FOUND`, `POSITION_BEYOND_HEAD` and
 * `AT_LEAST_TIMEOUT`.
 */
@QueryHandler(ListLateHouseholds)
export class ListLateHouseholdsHandler implements IQueryHandler<ListLateHouseholds> {
  constructor(
    private readonly registry: MunicipalityRegistry,
    private readonly visibility: HouseholdVisibility,
    private readonly questions: HouseholdQuestions,
    private readonly reader: HouseholdsReader,
    private readonly opener: HouseholdOpener,
  ) {}

  async execute({ identity, question }: ListLateHouseholds): Promise<Result<Found<Keyed<SeenHousehold, LateKey>>>> {
    const extent = await this.extentOf(identity, question);
    if (!extent.ok) return extent;
    const { view, municipalities } = extent.value;
    if (view === null) return notFound();
    const moment = await this.questions.moment(question.atLeast);
    if (!moment.ok) return moment;
    const { terms, now, today } = moment.value;
    const asOf = question.asOf ?? today;
    const found = await this.reader.late({ municipalities, withMinors: view === 'all' }, terms, asOf, question.page);
    const looking = { view, terms, asOf, now, to: null };
    return ok({ ...found, rows: await this.opener.seenByKey(found.rows, looking, keyOf) });
  }

  private async extentOf(
    identity: Identity,
    { municipality, province }: LateHouseholdsQuestion,
  ): Promise<Result<Extent>> {
    if (municipality !== null && province === null) {
      const view = await this.visibility.viewOfMunicipality(identity, municipality);
      return ok({ view, municipalities: [municipality] });
    }
    if (municipality === null && province !== null) {
      const municipalities = this.registry.ofProvince(province).map(({ code }) => code);
      return ok({ view: this.visibility.viewOfProvince(identity, province), municipalities });
    }
    return refuse('SCOPE_REQUIRED', 'noem een gemeente of een provincie, een van beide', ['municipality']);
  }
}

/** The statement leaves out who has no day on which it was due. */
function keyOf({ dueOn, household }: { dueOn: LateKey[0] | null; household: string }): LateKey {
  if (dueOn === null) throw new Error(`household ${household} is late without having been due`);
  return [dueOn, household];
}
