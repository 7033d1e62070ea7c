import type { Instant, LocalDate, MunicipalityCode } from '#libs/kernel';
import { dateOf, startOfDay } from '#libs/kernel';
import { z } from 'zod';
import type { DwellingAccess, DwellingKind, DwellingWithdrawal } from '../domain/dwelling.events.js';
import { daysVacant, type DwellingHoldKind, type DwellingRow, type DwellingState } from './dwelling-row.js';
import type { DwellingView } from './dwelling-visibility.js';

/** Who keeps it out of reach of others. Whose it is and until when is for its municipality. */
export interface SeenHold {
  readonly kind: DwellingHoldKind;
  readonly exchange: string | null;
  readonly household: string | null;
  readonly until: Instant | null;
}

/** A dwelling as a person may see it; what one may not see is null. */
export interface SeenDwelling {
  readonly id: string;
  readonly view: DwellingView;
  readonly municipality: MunicipalityCode;
  readonly key: string | null;
  readonly kind: DwellingKind;
  readonly bedrooms: number;
  readonly minPersons: number;
  readonly maxPersons: number;
  readonly access: DwellingAccess;
  readonly rent: number | null;
  readonly from: LocalDate;
  readonly until: LocalDate | null;
  readonly conditions: readonly string[];
  readonly corporation: string | null;
  readonly state: DwellingState;
  readonly hold: SeenHold | null;
  readonly occupant: { readonly household: string; readonly persons: number; readonly since: LocalDate } | null;
  readonly withdrawal: { readonly on: LocalDate; readonly reason: DwellingWithdrawal } | null;
  readonly daysVacant: number;
  readonly version: number;
}

const conditionsSchema = z.array(z.string());

/** What still holds at a moment: a claim past its moment and a reservation past its day count as none. */
function holdOf(row: DwellingRow, now: Instant): SeenHold | null {
  if (row.holdKind === null) return null;
  const until = row.holdUntilDay === null ? row.holdUntil : startOfDay(row.holdUntilDay);
  if (until !== null && until <= now) return null;
  return { kind: row.holdKind, exchange: row.holdExchange, household: row.holdHousehold, until };
}

/** A dwelling as it is at a moment, as far as the view goes. */
export function seenDwelling(row: DwellingRow, view: DwellingView, now: Instant): SeenDwelling {
  const { dwelling: id, municipality, kind, bedrooms, minPersons, maxPersons, access, rent, from, until } = row;
  const { corporation, state, version } = row;
  const isAll = view === 'all';
  const hold = holdOf(row, now);
  const { occupant, persons, occupiedOn, withdrawnOn, withdrawnReason } = row;
  return {
    ...{ id, view, municipality, kind, bedrooms, minPersons, maxPersons, access, rent, from, until, corporation },
    ...{ state, version },
    key: isAll ? row.key : null,
    conditions: conditionsSchema.parse(JSON.parse(row.conditions)),
    hold: hold === null || isAll ? hold : { kind: hold.kind, exchange: null, household: null, until: null },
    occupant:
      isAll && occupant !== null && persons !== null && occupiedOn !== null
        ? { household: occupant, persons, since: occupiedOn }
        : null,
    withdrawal:
      isAll && withdrawnOn !== null && withdrawnReason !== null ? { on: withdrawnOn, reason: withdrawnReason } : null,
    daysVacant: daysVacant(row, dateOf(now)),
  };
}
