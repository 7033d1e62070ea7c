import { EVENT_STORE, type EventStore } from '#libs/event-store';
import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import {
  householdEvent,
  householdProfile,
  householdStream,
  kmBetween,
  toldKm,
  type AccessNeed,
  type HouseholdEvent,
  type HouseholdProfile,
} from '#libs/koppeling';
import type { Municipality } from '#libs/municipalities';
import { HOUSEHOLD_KEYS, type HouseholdKeys, type Sealed } from '#libs/secrets';
import { Inject, Injectable } from '@nestjs/common';

/** What exchanges need to know of a household. */
export interface HouseholdFacts {
  readonly household: string;
  readonly municipality: MunicipalityCode;
  readonly persons: number;
  readonly permitOn: LocalDate;
  /** Whether the log says so: its key may be destroyed a moment later. */
  readonly forgotten: boolean;
  /** Null: none was recorded, or the household was forgotten. */
  readonly profile: HouseholdProfile | null;
}

/** A tie as it is told to others: how far, not where, and never why. */
export interface LegTie {
  /** Kilometres from the place to the centre of the municipality of the dwelling, rounded up to 5. */
  readonly km: number;
  readonly maxKm: number;
  /** Whether it blocks: a hard tie whose proof was not seen does not. */
  readonly hard: boolean;
  readonly within: boolean;
}

/** What is shared of a household for as long as its exchange is open. */
export interface LegNeeds {
  readonly bedrooms: number;
  readonly access: AccessNeed;
  readonly ties: readonly LegTie[];
}

type Standing = Omit<HouseholdFacts, 'profile'> & { readonly sealed: Sealed | null };

function after(standing: Standing | null, event: HouseholdEvent): Standing | null {
  if (event.type === 'KoppelingReceived') {
    const { household, municipality, persons, permitOn } = event;
    // A koppeling begins without a profile: what was written in an earlier one is not the next municipality's to read.
    return { household, municipality, persons, permitOn, forgotten: standing?.forgotten ?? false, sealed: null };
  }
  if (standing === null) return null;
  switch (event.type) {
    case 'HouseholdProfileChanged':
      return { ...standing, sealed: event.profile };
    case 'HouseholdPersonsChanged':
    case 'HouseholdSplit':
      return { ...standing, persons: event.persons };
    case 'KoppelingMoved':
      return { ...standing, municipality: event.to };
    case 'MinorsMoved':
      return { ...standing, municipality: event.credited.municipality };
    case 'HouseholdForgotten':
      return { ...standing, forgotten: true, sealed: null };
    default:
      return standing;
  }
}

/** As it is told to the other side. */
export function needsOf({ bedrooms, access, ties }: HouseholdProfile, to: Pick<Municipality, 'lat' | 'lon'>): LegNeeds {
  return {
    bedrooms,
    access,
    ties: ties.map((tie) => {
      const km = kmBetween(tie, to);
      return { km: toldKm(km), maxKm: tie.maxKm, hard: tie.hard && tie.proofSeen, within: km <= tie.maxKm };
    }),
  };
}

/**
 * Reads households as their own streams tell them, so that what is shared is never older than the household itself: what was
 * forgotten a moment ago is gone here too.
 */
@Injectable()
export class HouseholdFactsReader {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(HOUSEHOLD_KEYS) private readonly keys: HouseholdKeys,
  ) {}

  /** Those that are known, by pseudonym. */
  async of(households: readonly string[]): Promise<ReadonlyMap<string, HouseholdFacts>> {
    const wanted = [...new Set(households)];
    if (wanted.length === 0) return new Map();
    const standings = new Map<string, Standing | null>();
    for (const recorded of await this.store.readStreams(wanted.map(householdStream))) {
      const event = householdEvent.parse({ ...recorded.data, type: recorded.type });
      standings.set(event.household, after(standings.get(event.household) ?? null, event));
    }
    const keys = await this.keys.keysOf(wanted);
    const facts = new Map<string, HouseholdFacts>();
    for (const [household, standing] of standings) {
      if (standing === null) continue;
      const { sealed, ...rest } = standing;
      const key = keys.get(household);
      const profile =
        key === undefined || rest.forgotten || sealed === null
          ? null
          : householdProfile.parse(key.open('profile', sealed));
      facts.set(household, { ...rest, profile });
    }
    return facts;
  }
}
