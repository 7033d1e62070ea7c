import { daysBetween, type Instant, type LocalDate, type MunicipalityCode } from '#libs/kernel';
import type { DwellingAccess, DwellingKind, DwellingWithdrawal } from '../domain/dwelling.events.js';
import type { DwellingHold } from '../domain/dwelling.js';

/** offered: also while somebody holds it; vacated: empty, and not yet on offer again. */
export const DWELLING_STATES = ['offered', 'occupied', 'vacated', 'withdrawn'] as const;
export type DwellingState = (typeof DWELLING_STATES)[number];

export type DwellingHoldKind = DwellingHold['kind'];
export const DWELLING_HOLDS = [
  'own',
  'claim',
  'reservation',
  'assignment',
] as const satisfies readonly DwellingHoldKind[];

/** A dwelling as the read model holds it. */
export interface DwellingRow {
  readonly dwelling: string;
  readonly municipality: MunicipalityCode;
  readonly key: string;
  readonly kind: DwellingKind;
  readonly bedrooms: number;
  readonly minPersons: number;
  readonly maxPersons: number;
  readonly access: DwellingAccess;
  /** Euro cents a month. */
  readonly rent: number | null;
  readonly from: LocalDate;
  readonly until: LocalDate | null;
  /** JSON. */
  readonly conditions: string;
  readonly corporation: string | null;
  readonly state: DwellingState;
  readonly holdKind: DwellingHoldKind | null;
  readonly holdExchange: string | null;
  readonly holdHousehold: string | null;
  readonly holdUntilDay: LocalDate | null;
  readonly holdUntil: Instant | null;
  readonly occupant: string | null;
  readonly persons: number | null;
  readonly occupiedOn: LocalDate | null;
  readonly vacatedOn: LocalDate | null;
  readonly withdrawnOn: LocalDate | null;
  readonly withdrawnReason: DwellingWithdrawal | null;
  readonly version: number;
}

export const STATE_SQL = `case when withdrawn_on is not null then 'withdrawn' when occupant is not null then 'occupied'
                               when is_empty then 'vacated' else 'offered' end`;

/** First day of the vacancy: of the offer, or of the day on which it was left where that is later. */
const VACANT_FROM_SQL = 'greatest(offer_from, vacated_on)';

/** Days that it could be had up to the day in `$1`, for a dwelling that is empty on that day. */
export const DAYS_VACANT_SQL = `greatest(0, least($1::date, offer_until) - ${VACANT_FROM_SQL})`;

/** Empty on the day in `$1`: nobody lives there, and it is not withdrawn. */
export const VACANT_SQL = `withdrawn_on is null and occupant is null and ${VACANT_FROM_SQL} <= $1::date
                           and (offer_until is null or offer_until > $1::date)`;

export const COLUMNS_SQL = `dwelling, municipality, key, kind, bedrooms, min_persons as "minPersons", max_persons as "maxPersons", access, rent,
  offer_from::text as "from", offer_until::text as "until", conditions, corporation, ${STATE_SQL} as state,
  hold_kind as "holdKind", hold_exchange as "holdExchange", hold_household as "holdHousehold", hold_until_day::text as "holdUntilDay",
  to_char(hold_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "holdUntil",
  occupant, persons, occupied_on::text as "occupiedOn", vacated_on::text as "vacatedOn",
  withdrawn_on::text as "withdrawnOn", withdrawn_reason as "withdrawnReason", version`;

const later = (one: LocalDate, other: LocalDate | null): LocalDate => (other !== null && other > one ? other : one);
const earlier = (one: LocalDate, other: LocalDate | null): LocalDate => (other !== null && other < one ? other : one);

/**
 * Days for which it could be had and nobody lived there: from the first day of the offer, or the day on which it was left, up to
 * the day of the move, of the withdrawal, the end of the offer or the reference date.
 */
export function daysVacant(row: DwellingRow, asOf: LocalDate): number {
  const from = later(row.from, row.vacatedOn);
  const ended = row.state === 'occupied' ? row.occupiedOn : row.state === 'withdrawn' ? row.withdrawnOn : null;
  const to = earlier(earlier(asOf, ended), row.until);
  return Math.max(0, daysBetween(from, to));
}
