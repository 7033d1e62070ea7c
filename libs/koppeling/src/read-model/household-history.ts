import type { Instant, LocalDate, MunicipalityCode } from '#libs/kernel';
import type { Sealed } from '#libs/secrets';
import type { PoolClient, QueryResultRow } from 'pg';
import type { CountedCause } from './household-changes.js';

export interface KoppelingRow {
  readonly position: number;
  readonly on: LocalDate;
  /** Null: the end of the koppeling. */
  readonly municipality: MunicipalityCode | null;
  readonly from: MunicipalityCode | null;
  readonly persons: number;
  readonly exchange: string | null;
  readonly reason: string | null;
  readonly source: string | null;
  readonly knownAt: Instant;
}

export interface CountedPersonsRow {
  readonly position: number;
  readonly municipality: MunicipalityCode;
  readonly on: LocalDate;
  /** Negative where it takes back. */
  readonly persons: number;
  readonly kind: string;
  readonly oneOff: string | null;
  readonly cause: CountedCause;
  readonly reason: string | null;
  readonly exchange: string | null;
  readonly knownAt: Instant;
}

export interface StayRow {
  readonly id: string;
  readonly municipality: MunicipalityCode;
  readonly dwelling: string | null;
  readonly kind: string;
  readonly readyOn: LocalDate | null;
  readonly movedOn: LocalDate;
  readonly registeredOn: LocalDate | null;
  readonly until: LocalDate | null;
  readonly endedOn: LocalDate | null;
  readonly endReason: string | null;
  /** Whether the household was placed by it, and that was reversed. */
  readonly reversed: boolean;
}

export interface RefusalRow {
  readonly position: number;
  readonly dwelling: string | null;
  readonly on: LocalDate;
  /** Null: the household had been forgotten before. */
  readonly reason: Sealed | null;
  readonly judgement: string | null;
  readonly judgedOn: LocalDate | null;
}

export interface NoteRow {
  readonly position: number;
  /** The event that it was written with. */
  readonly about: string;
  readonly recordedAt: Instant;
  readonly note: Sealed;
}

/** What happened to one household, in the order in which it was recorded. */
export interface HouseholdHistory {
  readonly koppelingen: readonly KoppelingRow[];
  readonly counted: readonly CountedPersonsRow[];
  readonly stays: readonly StayRow[];
  readonly refusals: readonly RefusalRow[];
  readonly notes: readonly NoteRow[];
}

/**
 * Position of the koppeling by which the household, after its koppeling ended, came to another municipality; 0: it never did.
 * @param koppelingen in order of position
 */
export function newcomerSince(koppelingen: readonly KoppelingRow[]): number {
  let since = 0;
  let endedAt: MunicipalityCode | null = null;
  for (const { position, municipality, from } of koppelingen) {
    if (municipality === null) endedAt = from;
    else {
      if (from === null && endedAt !== null && endedAt !== municipality) since = position;
      endedAt = null;
    }
  }
  return since;
}

/** What the present municipality may know: of a household that came back elsewhere, nothing of before [quality.md §1, invariant 9]. */
export function historyHere<S extends { readonly position: number }>(
  history: Omit<HouseholdHistory, 'stays'> & { readonly stays: readonly S[] },
): Omit<HouseholdHistory, 'stays'> & { readonly stays: readonly S[] } {
  const since = newcomerSince(history.koppelingen);
  const here = <R extends { readonly position: number }>(rows: readonly R[]): readonly R[] =>
    rows.filter(({ position }) => position >= since);
  return {
    koppelingen: here(history.koppelingen),
    counted: here(history.counted),
    stays: here(history.stays),
    refusals: here(history.refusals),
    notes: here(history.notes),
  };
}

/** In one snapshot of the caller. */
export async function historyOf(client: PoolClient, schema: string, household: string): Promise<HouseholdHistory> {
  const all = async <R extends QueryResultRow>(columns: string, from: string): Promise<R[]> =>
    (
      await client.query<R>(`select ${columns} from ${schema}.${from} where household = $1 order by position`, [
        household,
      ])
    ).rows;
  const koppelingen = await all<KoppelingRow & QueryResultRow>(
    `position, effective_on as "on", municipality, from_municipality as "from", persons, exchange, reason, source,
     known_at as "knownAt"`,
    'koppeling',
  );
  const counted = await client.query<CountedPersonsRow & QueryResultRow>(
    `select position, municipality, effective_on as "on", persons, kind, one_off as "oneOff", cause, reason, exchange,
            known_at as "knownAt"
       from ${schema}.counted where household = $1 order by position, entry desc`,
    [household],
  );
  const stays = await client.query<StayRow & { readonly position: number } & QueryResultRow>(
    `select s.stay as id, coalesce(s.position, s.corrected_position) as position, s.municipality, s.dwelling, s.kind, s.ready_on as "readyOn", s.moved_on as "movedOn",
            s.registered_on as "registeredOn", s.until, s.ended_on as "endedOn", s.end_reason as "endReason",
            coalesce(s.placement, false) and exists (
              select from ${schema}.voided v where v.household = s.household and v.position > s.position
                 and not exists (select from ${schema}.stay next where next.household = s.household and next.placement
                                    and next.position > s.position and next.position < v.position)) as reversed
       from ${schema}.stay s where s.household = $1 and s.municipality is not null
      order by coalesce(s.position, s.corrected_position)`,
    [household],
  );
  const refusals = await client.query<RefusalRow & QueryResultRow>(
    `select r.position, r.dwelling, r.effective_on as "on", r.reason, j.judgement, j.effective_on as "judgedOn"
       from ${schema}.refusal r
       left join lateral (
         select j.judgement, j.effective_on from ${schema}.judgement j
          where j.household = r.household and j.position > r.position
            and not exists (select from ${schema}.refusal next where next.household = r.household
                               and next.position > r.position and next.position < j.position)
          order by j.position desc limit 1) j on true
      where r.household = $1 order by r.position`,
    [household],
  );
  const notes = await all<NoteRow & QueryResultRow>('position, about, recorded_at as "recordedAt", note', 'note');
  return historyHere({ koppelingen, counted: counted.rows, stays: stays.rows, refusals: refusals.rows, notes });
}
