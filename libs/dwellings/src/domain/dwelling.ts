import { dateOf, type Instant, type LocalDate, type MunicipalityCode } from '#libs/kernel';
import type { DwellingOffer, DwellingRelease, DwellingWithdrawal } from './dwelling.events.js';

/**
 * Who keeps a dwelling out of reach of others. `own`: its municipality, for a household of its own (null: not said), up to and
 * without the day `until`. `claim`: a proposed exchange, up to the moment `until`; its owner may break it. `reservation`: an
 * exchange that every municipality accepted. `assignment`: a settled one, and nobody but that household may live there.
 */
export type DwellingHold =
  | { readonly kind: 'own'; readonly household: string | null; readonly until: LocalDate }
  | { readonly kind: 'claim'; readonly exchange: string; readonly household: string; readonly until: Instant }
  | { readonly kind: 'reservation' | 'assignment'; readonly exchange: string; readonly household: string };

export interface Occupant {
  readonly household: string;
  readonly persons: number;
  /** Day of the move. */
  readonly since: LocalDate;
}

interface Known {
  readonly dwelling: string;
  readonly offer: DwellingOffer;
  /** First day on which the last occupant no longer lived there; null: nobody lived there before. */
  readonly freeSince: LocalDate | null;
  /** What the last list said of it, or who offered it: the same row again says nothing new, whatever was changed by hand since. */
  readonly listed: DwellingOffer;
}

export type OfferedDwelling = Known & { readonly status: 'offered'; readonly hold: DwellingHold | null };
export type OccupiedDwelling = Known & { readonly status: 'occupied'; readonly occupant: Occupant };

/** A dwelling: one hold or one occupant, never both, never two. `vacated`: empty, and not yet on offer again. */
export type Dwelling =
  | { readonly status: 'unknown' }
  | OfferedDwelling
  | OccupiedDwelling
  | (Known & { readonly status: 'vacated' | 'withdrawn' });

/** What may change about an offer: whose it is and where it stands may not. */
export type DwellingTerms = Omit<DwellingOffer, 'municipality' | 'key'>;

export type DwellingCommand =
  /** The very same offer again changes nothing; another one is refused (`DWELLING_KNOWN`), unless it was withdrawn. */
  | {
      readonly type: 'Offer';
      readonly dwelling: string;
      readonly offer: DwellingOffer;
      readonly source: string;
      /** Words of the dwellings policy that holds. */
      readonly lawfulConditions: readonly string[];
    }
  /** A row of a list: offers what is new, changes what it says otherwise than the list before it, and else does nothing. */
  | {
      readonly type: 'List';
      readonly dwelling: string;
      readonly offer: DwellingOffer;
      readonly source: string;
      readonly lawfulConditions: readonly string[];
      readonly now: Instant;
    }
  | {
      readonly type: 'Change';
      readonly terms: DwellingTerms;
      readonly lawfulConditions: readonly string[];
      readonly now: Instant;
    }
  | {
      readonly type: 'Reserve';
      readonly household: string | null;
      /** First day on which the reservation no longer holds. */
      readonly until: LocalDate;
      readonly now: Instant;
    }
  | {
      readonly type: 'Claim';
      readonly exchange: string;
      readonly household: string;
      readonly persons: number;
      readonly until: Instant;
      readonly now: Instant;
    }
  | {
      readonly type: 'Hold';
      readonly exchange: string;
      readonly household: string;
      readonly persons: number;
      readonly now: Instant;
    }
  | { readonly type: 'Assign'; readonly exchange: string; readonly household: string; readonly persons: number }
  /** `exchange` null: the municipality's own reservation. */
  | { readonly type: 'Release'; readonly exchange: string | null; readonly reason: DwellingRelease }
  | {
      readonly type: 'Occupy';
      readonly household: string;
      readonly persons: number;
      /** Day of the move. */
      readonly on: LocalDate;
      /** The municipality that places: of the koppeling, or the owner. */
      readonly by: MunicipalityCode;
      readonly today: LocalDate;
      readonly now: Instant;
    }
  | { readonly type: 'ChangeOccupants'; readonly household: string; readonly persons: number; readonly on: LocalDate }
  /** Moved in on another day than was told; the same day changes nothing. */
  | { readonly type: 'CorrectOccupancy'; readonly household: string; readonly on: LocalDate; readonly today: LocalDate }
  | { readonly type: 'Vacate'; readonly household: string; readonly on: LocalDate; readonly undone: boolean }
  | {
      readonly type: 'Withdraw';
      readonly on: LocalDate;
      readonly reason: DwellingWithdrawal;
      readonly now: Instant;
    };

export type DwellingCommandOf<T extends DwellingCommand['type']> = Extract<DwellingCommand, { type: T }>;

/**
 * The hold that still holds: a claim past its moment and a reservation past its day count as none, whether or not somebody has
 * come by to release them.
 */
export function holdAt(hold: DwellingHold | null, now: Instant): DwellingHold | null {
  if (hold?.kind === 'claim') return hold.until > now ? hold : null;
  if (hold?.kind === 'own') return hold.until > dateOf(now) ? hold : null;
  return hold;
}

/** The exchange that holds it; null: none. */
export const exchangeOf = (hold: DwellingHold | null): string | null =>
  hold === null || hold.kind === 'own' ? null : hold.exchange;
