import type { Instant, LocalDate, MunicipalityCode } from '#libs/kernel';
import type { Sealed } from '#libs/secrets';
import type {
  CoaDifferenceKind,
  CoaResolution,
  CountedPersons,
  HouseholdKind,
  KoppelingEnd,
  Stay,
} from './household.events.js';

/** A koppeling: from its day on, up to the next one. */
export interface Koppeling {
  readonly municipality: MunicipalityCode;
  readonly from: LocalDate;
  /** First day on which it no longer held; null: it still does. */
  readonly until: LocalDate | null;
  /** Whereto COA of its own accord had coupled the household: another municipality after an exchange. */
  readonly byCoa: MunicipalityCode;
  /** Minors who moved after they were housed: what was counted before stays where it was. */
  readonly afterHousing: boolean;
}

/** By which exchange the household is held, and how firmly. */
export type Hold =
  | { readonly kind: 'claim'; readonly exchange: string; readonly until: Instant }
  | { readonly kind: 'reservation'; readonly exchange: string }
  | { readonly kind: 'assignment'; readonly exchange: string; readonly dwelling: string };

/** A row of the ledger as it reads now. */
export interface CountedRow extends CountedPersons {
  /** Since when it reads so; null: since the moment of recording. */
  readonly knownAt: Instant | null;
  /** Persons that came out of an open koppeling; who joined after the placement did not. */
  readonly fromOpen: number;
}

/** By how many the persons who wait in an open koppeling change, from a day on; below zero: fewer. */
export interface WaitingChange {
  readonly on: LocalDate;
  readonly persons: number;
}

/** What a list says of a household: by it the very same koppeling is known again. */
export interface ListedKoppeling {
  readonly municipality: MunicipalityCode;
  readonly persons: number;
  readonly permitOn: LocalDate;
  readonly coupledOn: LocalDate;
}

/** What COA last stated, beside what we say. */
export interface StatedByCoa {
  readonly municipality: MunicipalityCode | null;
  readonly persons: number | null;
  readonly on: LocalDate;
  /** What we said at that moment, and how the two differed. */
  readonly ours: OurSide;
  readonly differed: CoaDifferenceKind | null;
}

/** What we say of a koppeling, as far as COA says it too. */
export interface OurSide {
  /** Null: no koppeling. */
  readonly municipality: MunicipalityCode | null;
  readonly persons: number;
}

export interface KnownHousehold {
  /** coupled: all are still to be housed; partly-placed: some are; placed: none is; ended: none is, and none was housed. */
  readonly status: 'coupled' | 'partly-placed' | 'placed' | 'ended';
  readonly household: string;
  readonly kind: HouseholdKind;
  /** Of the koppeling; the last one when it ended. */
  readonly municipality: MunicipalityCode;
  /** All koppelingen, oldest first: a count goes to the one at the moment of housing. */
  readonly koppelingen: readonly Koppeling[];
  readonly permitOn: LocalDate;
  readonly firstCoupledOn: LocalDate;
  /** The koppeling as it was received. */
  readonly received: ListedKoppeling;
  readonly stated: StatedByCoa | null;
  /** What came of the difference with what COA last stated, and what we said then: it holds while we say the same. */
  readonly resolved: { readonly resolution: CoaResolution; readonly ours: OurSide } | null;
  /** Persons in the household. */
  readonly persons: number;
  /** Of them, those in an open koppeling that are still to be housed. */
  readonly toHouse: number;
  /** How that came to be, day by day: a koppeling may turn out to have moved or ended on an earlier day. */
  readonly waiting: readonly WaitingChange[];
  /** Persons who are or were part of it: it never counts for more. */
  readonly everPersons: number;
  /** Rows of the ledger, in the order in which they were counted. */
  readonly counted: readonly CountedRow[];
  /** The stay by which it counts; null: none. */
  readonly placement: Stay | null;
  /** First day of where it lived until that placement, which cannot be of an earlier day; null: not known to us. */
  readonly livedSince: LocalDate | null;
  /** Where it lives; null: not known to us. */
  readonly stay: Stay | null;
  readonly hold: Hold | null;
  /** The refusal of a dwelling that COA has not judged. */
  readonly refusedOn: LocalDate | null;
  readonly profile: Sealed | null;
  readonly ended: { readonly reason: KoppelingEnd; readonly on: LocalDate } | null;
  /** Who asked that it be forgotten, and whom to approve it (null: any other); null: nobody did. */
  readonly forgetting: { readonly requestedBy: string; readonly approver: string | null } | null;
  readonly forgotten: boolean;
}

/** A household: coupled to at most one municipality, living in at most one place, counted once. */
export type Household = { readonly status: 'unknown' } | KnownHousehold;

/** The hold that holds at a moment; a claim past its time is none. */
export const holdAt = ({ hold }: Pick<KnownHousehold, 'hold'>, now: Instant): Hold | null =>
  hold !== null && hold.kind === 'claim' && hold.until <= now ? null : hold;

/** The exchange that holds it at a moment; null: none. */
export const heldByAt = (state: KnownHousehold, now: Instant): string | null => holdAt(state, now)?.exchange ?? null;

/** The municipality of the koppeling on a day; null before the first. */
export const coupledTo = ({ koppelingen }: KnownHousehold, on: LocalDate): MunicipalityCode | null =>
  koppelingen.findLast(({ from }) => from <= on)?.municipality ?? null;

/** For whom a household that was housed on that day counts; null before the first koppeling. */
export const housedFor = ({ koppelingen }: KnownHousehold, on: LocalDate): MunicipalityCode | null =>
  koppelingen.findLast(({ from, afterHousing }) => from <= on && !afterHousing)?.municipality ?? null;

/** First day of the koppeling as it is now. */
export const coupledSince = ({ koppelingen, firstCoupledOn }: KnownHousehold): LocalDate =>
  koppelingen.at(-1)?.from ?? firstCoupledOn;

/** Persons who live in the stay: before a placement (at hosts) all of them, after it those who were housed. */
export const livingThere = ({ placement, persons, toHouse }: KnownHousehold): number =>
  placement === null ? persons : persons - toHouse;

/** Day on which the last of those who waited was housed by a placement. Nareis that came later never waited. */
export const housedOn = (placement: Stay, counted: readonly CountedRow[]): LocalDate =>
  counted
    .slice(1)
    .filter(({ fromOpen }) => fromOpen > 0)
    .reduce((last, { on }) => (on > last ? on : last), placement.movedOn);

/** Persons for whom it counts now, over all municipalities and days. */
export const countedIn = ({ counted }: Pick<KnownHousehold, 'counted'>): number =>
  counted.reduce((sum, { persons }) => sum + persons, 0);
