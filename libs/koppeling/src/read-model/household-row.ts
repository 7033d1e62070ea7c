import type { Instant, LocalDate, MunicipalityCode } from '#libs/kernel';
import type { Sealed } from '#libs/secrets';
import type { KnownHousehold } from '../domain/household.js';
import type { Terms } from './household-terms.js';

export type HouseholdStatus = KnownHousehold['status'];

/** A household as the read model holds it, what was written about it still sealed. */
export type HouseholdRow = {
  readonly household: string;
  /** Version of its stream, for who decides on what was seen here. */
  readonly version: number;
  readonly municipality: MunicipalityCode;
  readonly kind: string;
  readonly status: HouseholdStatus;
  readonly persons: number;
  /** Persons still to be housed. */
  readonly toHouse: number;
  readonly permitOn: LocalDate;
  readonly firstCoupledOn: LocalDate;
  readonly coupledOn: LocalDate;
  readonly splitFrom: string | null;
  readonly source: string;
  readonly endedOn: LocalDate | null;
  readonly endReason: string | null;
  readonly mergedInto: string | null;
  readonly housedOn: LocalDate | null;
  readonly profile: Sealed | null;
  readonly holdExchange: string | null;
  readonly holdKind: string | null;
  readonly holdUntil: Instant | null;
  readonly holdDwelling: string | null;
  readonly coaMunicipality: MunicipalityCode | null;
  readonly coaPersons: number | null;
  readonly coaOn: LocalDate | null;
  readonly coaSource: string | null;
  readonly forgotten: boolean;
  /** The stay in which it lives; null: not known. */
  readonly stay: string | null;
  readonly stayMunicipality: MunicipalityCode | null;
  readonly stayDwelling: string | null;
  readonly stayKind: string | null;
  readonly stayReadyOn: LocalDate | null;
  readonly stayMovedOn: LocalDate | null;
  readonly stayRegisteredOn: LocalDate | null;
  readonly stayUntil: LocalDate | null;
  /** When it should be housed; null: no policy holds on the day of its permit. */
  readonly dueOn: LocalDate | null;
  /** The day on which its clock stopped: housed, or no longer to be housed; null: it goes on. */
  readonly stoppedOn: LocalDate | null;
  /** Days of lateness that fell in koppelingen to the present municipality. */
  readonly daysLateHere: number;
};

/** No placement counts, and the koppeling ended: over `h`, as all of these. */
export const IS_ENDED_SQL = 'not coalesce(h.placed, false) and h.ended_on is not null';
export const IS_HOUSED_SQL = 'h.placed and coalesce(h.open_persons, 0) <= 0';

export const STATUS_SQL = `case when ${IS_HOUSED_SQL} then 'placed' when h.placed then 'partly-placed'
                                when h.ended_on is not null then 'ended' else 'coupled' end`;

/** The stay of the household of `h` that began last: there it lives, unless that ended or was reversed. */
export const LAST_STAY_SQL = (schema: string): string => `
  select s.*, coalesce(s.placement, false) and exists (
           select from ${schema}.voided v where v.household = s.household and v.position > s.position) as reversed
    from ${schema}.stay s where s.household = h.household
   order by coalesce(s.position, s.corrected_position) desc limit 1`;

/** Which households a statement is about. Its values come after those of the terms and the reference date: from `$5` on. */
export interface RowsAsked {
  /** SQL over `h`, the row of a household with `due_on` and `stopped_on`. */
  readonly where: string;
  /** Columns of `h`, of which the last is unique. */
  readonly order: string;
  readonly limit: number;
  readonly values: readonly unknown[];
}

/**
 * Households with their clock on a day. The page is cut before the rest is looked up.
 * `$1`–`$3`: the terms of permits, `$4`: the reference date.
 */
export function rowsStatement(
  schema: string,
  terms: readonly Terms[],
  asOf: LocalDate,
  { where, order, limit, values }: RowsAsked,
): { readonly text: string; readonly values: readonly unknown[] } {
  const text = `
    with page as (
      select h.* from (
        select h.*, h.permit_on + t.days as due_on,
               case when ${IS_HOUSED_SQL} then h.housed_on when ${IS_ENDED_SQL} then h.ended_on end as stopped_on
          from ${schema}.household h
          left join unnest($1::date[], $2::date[], $3::int[]) as t (valid_from, valid_until, days)
            on h.permit_on >= t.valid_from and (t.valid_until is null or h.permit_on < t.valid_until)
         where h.municipality is not null) h
       where ${where} order by ${order} limit ${limit})
    select h.household, h.version, h.municipality, h.kind, ${STATUS_SQL} as status, h.persons,
           greatest(coalesce(h.open_persons, 0), 0)::int as "toHouse",
           h.permit_on as "permitOn", h.first_coupled_on as "firstCoupledOn", h.coupled_on as "coupledOn",
           h.split_from as "splitFrom", h.source, h.ended_on as "endedOn", h.end_reason as "endReason",
           h.merged_into as "mergedInto", h.housed_on as "housedOn", h.profile,
           h.hold_exchange as "holdExchange", h.hold_kind as "holdKind", h.hold_until as "holdUntil",
           h.hold_dwelling as "holdDwelling", h.coa_municipality as "coaMunicipality", h.coa_persons as "coaPersons",
           h.coa_on as "coaOn", h.coa_source as "coaSource", coalesce(h.forgotten, false) as forgotten,
           s.stay, s.municipality as "stayMunicipality", s.dwelling as "stayDwelling", s.kind as "stayKind",
           s.ready_on as "stayReadyOn", s.moved_on as "stayMovedOn", s.registered_on as "stayRegisteredOn",
           s.until as "stayUntil", h.due_on as "dueOn", h.stopped_on as "stoppedOn",
           coalesce(here.days, 0)::int as "daysLateHere"
      from page h
      left join lateral (${LAST_STAY_SQL(schema)}) s on s.ended_on is null and not s.reversed
      left join lateral (
        select sum(greatest(0, least($4::date, h.stopped_on, k.until) - greatest(h.due_on, k.effective_on))) as days
          from (select municipality, effective_on, lead(effective_on) over (order by position) as until
                  from ${schema}.koppeling where household = h.household) k
         where k.municipality = h.municipality and h.due_on is not null) here on true
     order by ${order}`;
  return {
    text,
    values: [
      terms.map(({ from }) => from),
      terms.map(({ until }) => until),
      terms.map(({ housingTermDays }) => housingTermDays),
      asOf,
      ...values,
    ],
  };
}
