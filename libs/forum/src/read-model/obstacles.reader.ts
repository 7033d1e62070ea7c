import { addDays, type LocalDate, type MunicipalityCode } from '#libs/kernel';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject, Injectable } from '@nestjs/common';
import type { NextStep, ObstacleKind, ObstacleOutcome, SupportTeam } from '../domain/forum.events.js';
import type { ObstacleState } from '../domain/obstacle.decider.js';
import { FORUM } from './forum.projection.js';

export interface ShownObstacle {
  readonly id: string;
  readonly municipality: MunicipalityCode;
  readonly kind: ObstacleKind;
  readonly title: string;
  readonly text: string;
  readonly dwellings: number | null;
  readonly places: number | null;
  readonly state: ObstacleState;
  readonly raisedOn: LocalDate;
  readonly team: SupportTeam | null;
  readonly referredOn: LocalDate | null;
  readonly followUps: number;
  /** Agreed last, and not yet followed; null: nothing is to happen. */
  readonly nextStep: NextStep | null;
  /** First day on which the next step was late; null: it is not. */
  readonly overdueSince: LocalDate | null;
  readonly outcome: ObstacleOutcome | null;
  readonly closedOn: LocalDate | null;
}

export interface ShownFollowUp {
  readonly on: LocalDate;
  readonly text: string;
  readonly nextStep: NextStep | null;
}

/** An obstacle with its place in a list. */
export interface ListedObstacle extends ShownObstacle {
  readonly position: number;
}

/** Which obstacles may be seen, and which of them are wanted. */
export interface ObstaclesWanted {
  readonly municipalities: readonly MunicipalityCode[];
  readonly referredOnly: boolean;
  readonly state: ObstacleState | null;
  readonly first: number;
  /** Position of the last one of the page before. */
  readonly after: number | null;
}

type Row = Omit<ListedObstacle, 'overdueSince'>;

const nextStep = (alias: string): string =>
  `case when ${alias}.next_term is null then null
        else json_build_object('text', ${alias}.next_step, 'term', ${alias}.next_term::text) end`;

const OBSTACLE = `o.obstacle as id, o.position, o.municipality, o.kind, o.title, o.text, o.dwellings, o.places, o.state,
  o.raised_on as "raisedOn", o.team, o.referred_on as "referredOn", o.follow_ups as "followUps",
  ${nextStep('o')} as "nextStep", o.outcome, o.closed_on as "closedOn"`;

const VISIBLE = `o.municipality = any($1) and (not $2 or o.team is not null)`;

const LIST = (schema: string): string => `
  select ${OBSTACLE} from ${schema}.obstacle o
   where ${VISIBLE} and ($3::text is null or o.state = $3) and ($4::bigint is null or o.position < $4)
   order by o.position desc limit $5`;

const ONE = (schema: string): string => `
  select ${OBSTACLE}, coalesce(done.steps, '[]') as done
    from ${schema}.obstacle o
    left join lateral (
      select json_agg(json_build_object('on', f."on"::text, 'text', f.text, 'nextStep', ${nextStep('f')})
                      order by f.position) as steps
        from ${schema}.follow_up f where f.obstacle = o.obstacle) done on true
   where ${VISIBLE} and o.obstacle = $3`;

@Injectable()
export class ObstaclesReader {
  constructor(@Inject(PROJECTION_HOST) private readonly host: ProjectionHost) {}

  /** Raised last first; at most `first` and one more. `today` tells what is late. */
  async list(
    { municipalities, referredOnly, state, first, after }: ObstaclesWanted,
    today: LocalDate,
  ): Promise<{ readonly position: number; readonly rows: readonly ListedObstacle[] }> {
    const { position, rows } = await this.host.read<Row>(FORUM, (schema) => ({
      text: LIST(schema),
      values: [[...municipalities], referredOnly, state, after, first + 1],
    }));
    return { position, rows: rows.map((row) => withOverdue(row, today)) };
  }

  /** An obstacle with what was done about it, oldest first; null where it is not among what may be seen. */
  async one(
    id: string,
    { municipalities, referredOnly }: Pick<ObstaclesWanted, 'municipalities' | 'referredOnly'>,
    today: LocalDate,
  ): Promise<{
    readonly position: number;
    readonly obstacle: ShownObstacle;
    readonly followUps: readonly ShownFollowUp[];
  } | null> {
    const { position, rows } = await this.host.read<Row & { readonly done: readonly ShownFollowUp[] }>(
      FORUM,
      (schema) => ({ text: ONE(schema), values: [[...municipalities], referredOnly, id] }),
    );
    const [row] = rows;
    if (row === undefined) return null;
    const { done, ...obstacle } = row;
    return { position, obstacle: withOverdue(obstacle, today), followUps: done };
  }
}

/** Of a closed obstacle no step is open. On the last day of its term a step is still in time. */
const withOverdue = (row: Row, today: LocalDate): ListedObstacle => ({
  ...row,
  overdueSince: row.nextStep !== null && row.nextStep.term < today ? addDays(row.nextStep.term, 1) : null,
});
