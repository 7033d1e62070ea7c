import { authorise } from '#libs/access';
import { ok, type Result } from '#libs/kernel';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { HouseholdQuestions } from '../household-question.js';
import { IS_ENDED_SQL, PERSONS_SQL } from '../household-row.js';
import { notFound } from '../household-visibility.js';
import { HOUSEHOLDS } from '../households.projection.js';
import { cut, type Found } from '../page.js';
import { ListCoaDifferences, type CoaDifference } from './list-coa-differences.query.js';

/**
 * `$1` municipality, `$2` the household of the row before. What COA stated before our koppeling became what it is says nothing about
 * that. A placed household is no longer on COA's list of those who wait, and need not be.
 */
const statement = (schema: string, limit: number): string => `
  select household, ours, persons, theirs, "theirPersons", "on", source,
         case when theirs is null then 'only-ours' when ours is null then 'only-theirs'
              when ours <> theirs then 'other-municipality' else 'persons' end as kind
    from (select h.household, case when ${IS_ENDED_SQL} then null else h.municipality end as ours,
                 ${PERSONS_SQL} as persons, coalesce(h.placed, false) as placed,
                 h.coa_municipality as theirs, h.coa_persons as "theirPersons", h.coa_on as "on", h.coa_source as source
            from ${schema}.household h
           where (h.municipality = $1 or h.coa_municipality = $1) and h.coa_on is not null
             and h.coa_on >= coalesce(case when ${IS_ENDED_SQL} then h.ended_on end, h.coupled_on, h.coa_on)) d
   where ($2::text is null or household > $2)
     and case when theirs is null then ours is not null and not placed
              else ours is distinct from theirs or "theirPersons" <> persons end
   order by household limit ${limit}`;

/** Refuses `NOT_FOUND` to who does not reconcile for the municipality, `POSITION_BEYOND_HEAD` and `AT_LEAST_TIMEOUT`. */
@QueryHandler(ListCoaDifferences)
export class ListCoaDifferencesHandler implements IQueryHandler<ListCoaDifferences> {
  constructor(
    private readonly questions: HouseholdQuestions,
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
  ) {}

  async execute({ identity, question }: ListCoaDifferences): Promise<Result<Found<CoaDifference>>> {
    const { municipality, page, atLeast } = question;
    if (!authorise(identity, 'koppeling.reconcile', { municipality }).ok) return notFound();
    const moment = await this.questions.moment(atLeast);
    if (!moment.ok) return moment;
    const found = await this.host.read<CoaDifference>(HOUSEHOLDS, (schema) => ({
      text: statement(schema, page.first + 1),
      values: [municipality, page.after],
    }));
    const rows = found.rows.map((row): CoaDifference => {
      const { ours } = row;
      const isSeen = ours === null || authorise(identity, 'koppeling.reconcile', { municipality: ours }).ok;
      // On the list of COA it stands as this municipality's: that another one has it here is the other's to tell.
      return isSeen ? row : { ...row, ours: null, persons: null };
    });
    return ok(cut({ ...found, rows }, page.first));
  }
}
