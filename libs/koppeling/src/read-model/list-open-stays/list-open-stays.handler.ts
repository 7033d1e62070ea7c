import { authorise } from '#libs/access';
import { addDays, ok, refuse, type Result } from '#libs/kernel';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { HouseholdQuestions } from '../household-question.js';
import { IS_ENDED_SQL, LAST_STAY_SQL } from '../household-row.js';
import { HOUSEHOLDS } from '../households.projection.js';
import { cut, type Found } from '../page.js';
import { ListOpenStays, type OpenStay } from './list-open-stays.query.js';

/** Two months: about what it takes to find something else. */
const USUAL_DAYS = 60;
const MOST_DAYS = 366;

/**
 * `$1` municipality, `$2` today, `$3` up to which end, `$4`–`$5` the key of the row before. A stay began is followed by the next
 * one, so only the last of a household can worry.
 */
const statement = (schema: string, limit: number): string => `
  select s.household, h.persons,
         case when s.ended_on is not null then 'ended' when s.until <= $2::date then 'term-over' else 'term-ends' end as worry,
         coalesce(s.ended_on, s.until) as "on", s.stay, s.municipality, s.dwelling, s.kind, s.moved_on as "movedOn",
         s.end_reason as "endReason"
    from ${schema}.household h
    join lateral (${LAST_STAY_SQL(schema)}) s on not s.reversed
   where h.municipality = $1 and not (${IS_ENDED_SQL}) and coalesce(s.ended_on, s.until) <= $3::date
     and ($4::date is null or (coalesce(s.ended_on, s.until), s.household) > ($4::date, $5))
   order by coalesce(s.ended_on, s.until), s.household limit ${limit}`;

/**
 * For the municipality of the koppeling only, since it tells where people live: refuses `NOT_FOUND` to others. Refuses
 * `NUMBER_OUT_OF_RANGE`, `POSITION_BEYOND_HEAD` and `AT_LEAST_TIMEOUT`.
 */
@QueryHandler(ListOpenStays)
export class ListOpenStaysHandler implements IQueryHandler<ListOpenStays> {
  constructor(
    private readonly questions: HouseholdQuestions,
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
  ) {}

  async execute({ identity, question }: ListOpenStays): Promise<Result<Found<OpenStay>>> {
    const { municipality, page, atLeast } = question;
    const allowed = authorise(identity, 'household.read', { municipality });
    if (!allowed.ok) return allowed;
    const days = question.withinDays ?? USUAL_DAYS;
    if (days < 0 || days > MOST_DAYS) {
      return refuse('NUMBER_OUT_OF_RANGE', `kijk 0 tot en met ${MOST_DAYS} dagen vooruit`, ['withinDays'], {
        least: 0,
        most: MOST_DAYS,
      });
    }
    const moment = await this.questions.moment(atLeast);
    if (!moment.ok) return moment;
    const { today } = moment.value;
    const found = await this.host.read<Omit<OpenStay, 'key'>>(HOUSEHOLDS, (schema) => ({
      text: statement(schema, page.first + 1),
      values: [municipality, today, addDays(today, days), page.after?.[0] ?? null, page.after?.[1] ?? null],
    }));
    const rows = found.rows.map((row) => ({ ...row, key: [row.on, row.household] as const }));
    return ok(cut({ ...found, rows }, page.first));
  }
}
