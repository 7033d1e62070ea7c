import type { Identity } from '#libs/access';
import { CLOCK } from '#libs/event-store';
import {
  endOf,
  ok,
  refuse,
  type Clock,
  type Instant,
  type LocalDate,
  type MunicipalityCode,
  type Period,
  type Result,
  type Scope,
} from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Administration } from '../domain/taakstelling.events.js';
import { checkAsOf, checkKnownAt, scopeUnknown } from './figures/question.js';
import { FIGURES } from './figures.projection.js';
import { HOUSEHOLD_CAUSES, type HouseholdCause } from './household-rows.js';
import { FiguresReader } from './figures.reader.js';
import { VisibleQuestions } from './visible-questions.js';

/** One row of the ledger, or the placements of a month added up for who may not see single ones: "waarom dit getal?". */
export interface FigureEntry {
  readonly position: number;
  readonly id: string;
  readonly municipality: MunicipalityCode;
  readonly effectiveOn: LocalDate;
  readonly knownAt: Instant;
  readonly recordedAt: Instant;
  readonly administration: Administration;
  readonly kind: string;
  readonly oneOff: string | null;
  /** Negative where it takes back. */
  readonly persons: number;
  readonly cause: 'recorded' | 'reversed' | 'corrected' | HouseholdCause | 'placements-of-month';
  readonly source: string | null;
  readonly reason: string | null;
  readonly remark: string | null;
}

export interface EntriesQuestion {
  readonly scope: Scope;
  readonly period: Period;
  /** The first day that no longer counts; default the end of the period. */
  readonly asOf?: LocalDate | undefined;
  readonly knownAt?: Instant | undefined;
  /** Only what became known after this moment: the late corrections of the bridge, each with its reason. */
  readonly knownAfter?: Instant | undefined;
  readonly position?: number | undefined;
  readonly first?: number | undefined;
}

/** What became known last comes first. */
export class ReadFigureEntries extends Query<
  Result<{ readonly position: number; readonly entries: readonly FigureEntry[] }>
> {
  constructor(
    readonly identity: Identity,
    readonly question: EntriesQuestion,
  ) {
    super();
  }
}

/**
 * Rows whose cause is one of $8 are about one household each: they are added up per municipality, month and kind. The first of
 * the month stands for their day.
 */
const ENTRIES = (schema: string): string => `
  with entry as (
    select * from ${schema}.ledger
     where municipality = any($1) and period = $2 and effective_on < $3
       and ($4::timestamptz is null or known_at <= $4) and ($5::timestamptz is null or known_at > $5)
       and ($6::bigint is null or position <= $6)
  ), shown as (
    select position, entry, id, municipality, effective_on, known_at, recorded_at, administration, kind, one_off, persons, cause,
           source, reason, remark
      from entry where cause <> all($8::text[])
     union all
    select max(position), 0, concat_ws('/', municipality, to_char(effective_on, 'YYYY-MM'), kind), municipality,
           date_trunc('month', effective_on)::date, max(known_at), max(recorded_at), administration, kind, one_off,
           sum(persons)::integer, 'placements-of-month', null, null, null
      from entry where cause = any($8::text[])
     group by municipality, to_char(effective_on, 'YYYY-MM'), date_trunc('month', effective_on), administration, kind, one_off
  )
  select position, id, municipality, effective_on as "effectiveOn", known_at as "knownAt", recorded_at as "recordedAt",
         administration, kind, nullif(one_off, '') as "oneOff", persons, cause, source, reason, remark
    from shown order by known_at desc, position desc, entry limit $7`;

const DEFAULT_FIRST = 100;
const MOST_ENTRIES = 1_000;

/**
 * Refuses `NOT_FOUND` for whoever may not see single rows, `SCOPE_UNKNOWN`, `AS_OF_OUTSIDE_PERIOD`, `KNOWN_AT_IN_FUTURE`,
 * `FIRST_OUT_OF_RANGE`, `POSITION_BEYOND_HEAD` and `AT_LEAST_TIMEOUT`.
 */
@QueryHandler(ReadFigureEntries)
export class ReadFigureEntriesHandler implements IQueryHandler<ReadFigureEntries> {
  constructor(
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly registry: MunicipalityRegistry,
    private readonly visible: VisibleQuestions,
    private readonly reader: FiguresReader,
  ) {}

  async execute({
    identity,
    question,
  }: ReadFigureEntries): Promise<Result<{ readonly position: number; readonly entries: readonly FigureEntry[] }>> {
    const allowed = this.visible.rowsOf(identity, question.scope);
    if (!allowed.ok) return allowed;
    const municipalities = this.registry.within(question.scope).map((m) => m.code);
    if (municipalities.length === 0) return scopeUnknown(question.scope);
    const asOf = checkAsOf(question.period, question.asOf ?? endOf(question.period));
    if (!asOf.ok) return asOf;
    if (question.knownAt !== undefined) {
      const past = checkKnownAt(question.knownAt, this.clock.now());
      if (!past.ok) return past;
    }
    const first = question.first ?? DEFAULT_FIRST;
    if (first < 1 || first > MOST_ENTRIES) {
      return refuse('FIRST_OUT_OF_RANGE', `vraag 1 tot en met ${MOST_ENTRIES} regels tegelijk`, ['first']);
    }
    if (question.position !== undefined) {
      const reached = await this.reader.reached(question.position, question.position);
      if (!reached.ok) return reached;
    }
    const { position, rows } = await this.host.read<FigureEntry>(FIGURES, (schema) => ({
      text: ENTRIES(schema),
      values: [
        municipalities,
        question.period,
        asOf.value,
        question.knownAt ?? null,
        question.knownAfter ?? null,
        question.position ?? null,
        first,
        this.visible.householdsOf(identity, question.scope).ok ? [] : HOUSEHOLD_CAUSES,
      ],
    }));
    return ok({ position: question.position ?? position, entries: rows });
  }
}
