import type { Instant, LocalDate, MunicipalityCode } from '#libs/kernel';
import { HOUSEHOLD_KEYS, type HouseholdKey, type HouseholdKeys } from '#libs/secrets';
import { Inject, Injectable } from '@nestjs/common';
import type { DwellingRefusal } from '../domain/household.events.js';
import type { AccessNeed, HouseholdProfile } from '../domain/profile.js';
import { openProfile, openReason } from '../features/sealing.js';
import { kmBetween, toldKm, type Place } from './distance.js';
import { clockOf, type HouseholdClock } from './household-clock.js';
import type { HouseholdHistory, NoteRow, RefusalRow } from './household-history.js';
import type { HouseholdRow, HouseholdStatus } from './household-row.js';
import type { Terms } from './household-terms.js';
import type { HouseholdView } from './household-visibility.js';

/** A tie as it is told to others: how far, not where, and never why. */
export interface TieDistance {
  /** Kilometres from the place to the centre of the municipality asked about, rounded up to 5. */
  readonly km: number;
  readonly maxKm: number;
  /** Whether it blocks: a hard tie whose proof was not seen does not. */
  readonly hard: boolean;
  /** Whether the centre lies within the distance. */
  readonly within: boolean;
}

export interface HouseholdNeeds {
  readonly bedrooms: number;
  readonly access: AccessNeed;
  /** Whether it, or its municipality, wants it left out of exchanges. */
  readonly notForExchange: boolean;
  /** Null: no municipality was asked about, or one that the person may not ask about. */
  readonly ties: readonly TieDistance[] | null;
}

export interface HouseholdHold {
  readonly exchange: string;
  readonly kind: string;
  readonly until: Instant | null;
  readonly dwelling: string | null;
}

export interface SeenStay {
  readonly id: string;
  readonly municipality: MunicipalityCode;
  readonly dwelling: string | null;
  readonly kind: string;
  readonly readyOn: LocalDate | null;
  readonly movedOn: LocalDate;
  readonly registeredOn: LocalDate | null;
  readonly until: LocalDate | null;
}

export interface StatedByCoa {
  /** Null: not on its list. */
  readonly municipality: MunicipalityCode | null;
  readonly persons: number | null;
  readonly on: LocalDate;
  readonly source: string;
}

export interface OpenedNote extends Omit<NoteRow, 'note'> {
  /** Null: the household was forgotten. */
  readonly text: string | null;
}

export interface OpenedRefusal extends Omit<RefusalRow, 'reason'> {
  /** Null: the household was forgotten. */
  readonly reason: DwellingRefusal | null;
}

export interface OpenedHistory extends Omit<HouseholdHistory, 'notes' | 'refusals'> {
  readonly refusals: readonly OpenedRefusal[];
  readonly notes: readonly OpenedNote[];
}

/** What only its own municipality sees. */
export interface HouseholdAll {
  /** Version of its stream, for who decides on what was seen here. */
  readonly version: number;
  readonly kind: string;
  readonly permitOn: LocalDate;
  readonly firstCoupledOn: LocalDate;
  readonly coupledOn: LocalDate;
  readonly splitFrom: string | null;
  readonly mergedInto: string | null;
  readonly source: string;
  readonly endedOn: LocalDate | null;
  readonly endReason: string | null;
  readonly housedOn: LocalDate | null;
  /** Null: none was recorded, or the household was forgotten. */
  readonly profile: HouseholdProfile | null;
  readonly hold: HouseholdHold | null;
  readonly stay: SeenStay | null;
  readonly coa: StatedByCoa | null;
  /** Null in lists. */
  readonly history: OpenedHistory | null;
}

export interface SeenHousehold {
  readonly view: HouseholdView;
  readonly household: string;
  readonly municipality: MunicipalityCode;
  readonly status: HouseholdStatus;
  readonly persons: number;
  readonly toHouse: number;
  readonly clock: HouseholdClock | null;
  /** Whether an exchange holds it now. */
  readonly held: boolean;
  readonly forgotten: boolean;
  readonly needs: HouseholdNeeds | null;
  readonly all: HouseholdAll | null;
}

/** A row of a list with its place in it. */
export type Keyed<T, K> = T & { readonly key: K };

export interface Looking {
  readonly view: HouseholdView;
  readonly terms: readonly Terms[];
  readonly asOf: LocalDate;
  readonly now: Instant;
  /** Centre of the municipality to which distances are told; null: none. */
  readonly to: Place | null;
}

/** Opens what is sealed for whoever may see it. */
@Injectable()
export class HouseholdOpener {
  constructor(@Inject(HOUSEHOLD_KEYS) private readonly keys: HouseholdKeys) {}

  async seenByKey<K>(
    rows: readonly HouseholdRow[],
    looking: Looking,
    keyOf: (row: HouseholdRow) => K,
  ): Promise<readonly Keyed<SeenHousehold, K>[]> {
    const keys = await this.keys.keysOf(rows.map(({ household }) => household));
    return rows.map((row) => ({ ...seen(row, keys.get(row.household) ?? null, looking, null), key: keyOf(row) }));
  }

  async seenWithHistory(row: HouseholdRow, history: HouseholdHistory, looking: Looking): Promise<SeenHousehold> {
    const keys = await this.keys.keysOf([row.household]);
    return seen(row, keys.get(row.household) ?? null, looking, history);
  }
}

function seen(
  row: HouseholdRow,
  key: HouseholdKey | null,
  { view, terms, asOf, now, to }: Looking,
  history: HouseholdHistory | null,
): SeenHousehold {
  const profile = key === null || row.profile === null ? null : openProfile(key, row.profile);
  const { household, municipality, status, persons, toHouse, forgotten } = row;
  const hold = holdOf(row, now);
  return {
    view,
    household,
    municipality,
    status,
    persons,
    toHouse,
    clock: clockOf(row, terms, asOf),
    held: hold !== null,
    forgotten,
    needs: profile === null ? null : needsOf(profile, to),
    all: view === 'all' ? allOf(row, profile, hold, history === null ? null : openHistory(history, key)) : null,
  };
}

function needsOf({ bedrooms, access, notForExchange, ties }: HouseholdProfile, to: Place | null): HouseholdNeeds {
  return {
    bedrooms,
    access,
    notForExchange,
    ties:
      to === null
        ? null
        : ties.map((tie) => {
            const km = kmBetween(tie, to);
            return { km: toldKm(km), maxKm: tie.maxKm, hard: tie.hard && tie.proofSeen, within: km <= tie.maxKm };
          }),
  };
}

/** A claim past its time is none. */
function holdOf({ holdExchange, holdKind, holdUntil, holdDwelling }: HouseholdRow, now: Instant): HouseholdHold | null {
  if (holdExchange === null || holdKind === null) return null;
  if (holdUntil !== null && holdUntil <= now) return null;
  return { exchange: holdExchange, kind: holdKind, until: holdUntil, dwelling: holdDwelling };
}

function allOf(
  row: HouseholdRow,
  profile: HouseholdProfile | null,
  hold: HouseholdHold | null,
  history: OpenedHistory | null,
): HouseholdAll {
  return {
    version: row.version,
    kind: row.kind,
    permitOn: row.permitOn,
    firstCoupledOn: row.firstCoupledOn,
    coupledOn: row.coupledOn,
    splitFrom: row.splitFrom,
    mergedInto: row.mergedInto,
    source: row.source,
    endedOn: row.endedOn,
    endReason: row.endReason,
    housedOn: row.housedOn,
    profile,
    hold,
    stay: stayOf(row),
    coa:
      row.coaOn === null || row.coaSource === null
        ? null
        : { municipality: row.coaMunicipality, persons: row.coaPersons, on: row.coaOn, source: row.coaSource },
    history,
  };
}

function stayOf(row: HouseholdRow): SeenStay | null {
  const { stay, stayMunicipality, stayKind, stayMovedOn } = row;
  if (stay === null || stayMunicipality === null || stayKind === null || stayMovedOn === null) return null;
  return {
    id: stay,
    municipality: stayMunicipality,
    dwelling: row.stayDwelling,
    kind: stayKind,
    readyOn: row.stayReadyOn,
    movedOn: stayMovedOn,
    registeredOn: row.stayRegisteredOn,
    until: row.stayUntil,
  };
}

/** A note is sealed as a string of JSON. */
export const textOf = (opened: unknown): string => (typeof opened === 'string' ? opened : JSON.stringify(opened));

function openHistory(history: HouseholdHistory, key: HouseholdKey | null): OpenedHistory {
  const notes = history.notes.map(({ note, ...rest }) => ({
    ...rest,
    text: key === null ? null : textOf(key.open('note', note)),
  }));
  const refusals = history.refusals.map(({ reason, ...rest }) => ({
    ...rest,
    reason: key === null || reason === null ? null : openReason(key, reason),
  }));
  return { ...history, notes, refusals };
}
