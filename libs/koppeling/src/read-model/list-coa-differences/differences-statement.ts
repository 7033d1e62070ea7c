import type { Instant, LocalDate, MunicipalityCode } from '#libs/kernel';
import type { Sealed } from '#libs/secrets';
import type { CoaDifferenceKind, CoaResolution } from '../../domain/household.events.js';
import { IS_ENDED_SQL, IS_HOUSED_SQL } from '../household-row.js';

export interface DifferenceRow {
  readonly household: string;
  readonly kind: CoaDifferenceKind;
  readonly ours: MunicipalityCode | null;
  readonly persons: number;
  readonly theirs: MunicipalityCode | null;
  readonly theirPersons: number | null;
  readonly on: LocalDate;
  readonly source: string;
  /** Null: open. */
  readonly resolution: CoaResolution | null;
  readonly note: Sealed | null;
  readonly by: string | null;
  readonly at: Instant | null;
}

/**
 * Differences of a municipality, by household, as `differenceNow` of the domain has them. What COA stated before our koppeling became
 * what it is says nothing about that. A resolution holds while both say what they said; that theirs was right, while they agree.
 *
 * `$1` municipality, `$2` the household of the row before, `$3` whether it sees whose household it is when that is another's: what
 * came of a difference is for those to know, `$4` resolved ones or open ones.
 */
export const differencesStatement = (schema: string, limit: number): string => `
  with stated as (
    select h.household, case when ${IS_ENDED_SQL} then null else h.municipality end as ours, h.persons as persons,
           h.coa_municipality as theirs, h.coa_persons as "theirPersons", h.coa_on as "on", h.coa_source as source,
           case when $3 or h.municipality = $1 then h.coa_resolution end as resolution,
           h.coa_difference, h.coa_ours, h.coa_our_persons, h.coa_note as note, h.coa_resolved_by as by, h.coa_resolved_at as at,
           case when h.coa_on < coalesce(case when ${IS_ENDED_SQL} then h.ended_on end, h.coupled_on, h.coa_on) then null
                when h.coa_municipality is null
                then case when ${IS_ENDED_SQL} or ${IS_HOUSED_SQL} then null else 'only-ours' end
                when ${IS_ENDED_SQL} or h.municipality is null then 'only-theirs'
                when h.municipality <> h.coa_municipality then 'other-municipality'
                when h.persons <> h.coa_persons then 'persons' end as kind
      from ${schema}.household h
     where (h.municipality = $1 or h.coa_municipality = $1) and h.coa_on is not null and ($2::text is null or h.household > $2)
  ), judged as (
    select *, coalesce(case when resolution = 'theirs-is-right' then kind is null
                            else resolution is not null and kind is not null
                                 and coa_ours is not distinct from ours and coa_our_persons = persons end, false) as resolved
      from stated)
  select household, case when resolved then coa_difference else kind end as kind,
         case when resolved then coa_ours else ours end as ours,
         case when resolved then coa_our_persons else persons end as persons, theirs, "theirPersons", "on", source,
         case when resolved then resolution end as resolution, note, by, at
    from judged
   where resolved = $4 and (resolved or kind is not null)
   order by household limit ${limit}`;
