import type { RecordedEvent } from '#libs/event-store';
import { instantOrThrow, localDate, type Instant, type MunicipalityCode } from '#libs/kernel';
import type { Sealed } from '#libs/secrets';
import { householdStream, type CountedPersons, type HouseholdEvent, type Stay } from '../../domain/household.events.js';

export const SOEST = 'GM0342' as MunicipalityCode;
export const ZEIST = 'GM0355' as MunicipalityCode;
export const UTRECHT = 'GM0344' as MunicipalityCode;
/** In another province. */
export const EDE = 'GM0228' as MunicipalityCode;

/** Nobody opens it. */
export const SEALED = `s1.${'n'.repeat(16)}.${'x'.repeat(32)}` as Sealed;

const RECORDED = instantOrThrow('2023-03-01T12:00:00Z');

/** Puts events in a log: positions count up from 1, versions within each stream. */
export function logOf(events: readonly HouseholdEvent[], recordedAt: Instant = RECORDED): readonly RecordedEvent[] {
  const versions = new Map<string, number>();
  return events.map((event, i) => {
    const stream = householdStream(event.household);
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    const { type, ...data } = event;
    return {
      id: `00000000-0000-4000-8000-${i.toString(16).padStart(12, '0')}`,
      type,
      data,
      effectiveOn: null,
      position: i + 1,
      stream,
      version,
      meta: { actor: 'spec', commandId: `c${i}`, commit: i + 1, commitSize: 1 },
      recordedAt,
    };
  });
}

/** Facts about one household, with what most of them share filled in. */
export function about(household: string) {
  const stayed = (id: string, movedOn: string, more: Partial<Stay> = {}): Stay => ({
    id,
    municipality: SOEST,
    dwelling: null,
    kind: 'regular',
    readyOn: null,
    movedOn: localDate(movedOn),
    registeredOn: null,
    until: null,
    ...more,
  });
  const row = (on: string, persons: number, municipality = SOEST): CountedPersons => ({
    municipality,
    on: localDate(on),
    persons,
    kind: 'regular',
    oneOff: null,
  });
  return {
    stayed,
    row,
    /** By default of four persons, coupled to Soest a week after the permit. */
    received: (more: {
      permitOn: string;
      coupledOn?: string;
      municipality?: MunicipalityCode;
      persons?: number;
      kind?: 'regular' | 'nidos';
    }): HouseholdEvent => ({
      type: 'KoppelingReceived',
      household,
      municipality: more.municipality ?? SOEST,
      persons: more.persons ?? 4,
      kind: more.kind ?? 'regular',
      permitOn: localDate(more.permitOn),
      firstCoupledOn: localDate(more.coupledOn ?? more.permitOn),
      coupledOn: localDate(more.coupledOn ?? more.permitOn),
      split: null,
      source: 'lijst',
      openKoppelingen: [],
      knownAt: null,
    }),
    profiled: (profile: Sealed): HouseholdEvent => ({
      type: 'HouseholdProfileChanged',
      household,
      municipality: SOEST,
      profile,
      heldBy: null,
    }),
    moved: (
      from: MunicipalityCode,
      to: MunicipalityCode,
      on: string,
      exchange: string | null = null,
    ): HouseholdEvent => ({
      type: 'KoppelingMoved',
      household,
      from,
      to,
      persons: 4,
      open: 4,
      on: localDate(on),
      exchange,
      broke: null,
      source: 'COA',
      openKoppelingen: [],
      knownAt: null,
    }),
    placed: (
      stay: Stay,
      persons = 4,
      more: { note?: Sealed; municipality?: MunicipalityCode } = {},
    ): HouseholdEvent => ({
      type: 'HouseholdPlaced',
      household,
      stay,
      counted: row(stay.movedOn, persons, more.municipality),
      open: persons,
      openKoppelingen: [],
      municipality: more.municipality ?? SOEST,
      exchange: null,
      broke: null,
      note: more.note ?? null,
      knownAt: null,
    }),
    reversed: (was: CountedPersons): HouseholdEvent => ({
      type: 'PlacementCorrected',
      household,
      municipality: was.municipality,
      was,
      becomes: null,
      stay: null,
      housedOn: null,
      fromOpen: was.persons,
      open: was.persons,
      openKoppelingen: [],
      reason: 'did-not-happen',
      note: null,
      knownAt: null,
    }),
    movedHome: (stay: Stay): HouseholdEvent => ({
      type: 'HouseholdMovedHome',
      household,
      stay,
      broke: null,
      note: null,
    }),
    stayEnded: (stay: string, on: string): HouseholdEvent => ({
      type: 'StayEnded',
      household,
      stay,
      on: localDate(on),
      reason: 'term-over',
      note: null,
    }),
    ended: (on: string, persons = 4, inHousehold = 4): HouseholdEvent => ({
      type: 'KoppelingEnded',
      household,
      municipality: SOEST,
      persons,
      inHousehold,
      on: localDate(on),
      reason: 'own-dwelling',
      into: null,
      broke: null,
      openKoppelingen: [],
      note: null,
      knownAt: null,
    }),
    refused: (on: string, reason: Sealed | null = SEALED, note: Sealed | null = null): HouseholdEvent => ({
      type: 'DwellingRefused',
      household,
      municipality: SOEST,
      dwelling: null,
      on: localDate(on),
      reason,
      note,
    }),
    judged: (on: string): HouseholdEvent => ({
      type: 'DwellingRefusalJudged',
      household,
      municipality: SOEST,
      judgement: 'justified',
      on: localDate(on),
    }),
    statedByCoa: (
      municipality: MunicipalityCode | null,
      on: string,
      persons: number | null = null,
    ): HouseholdEvent => ({
      type: 'CoaKoppelingStated',
      household,
      ours: SOEST,
      municipality,
      persons,
      on: localDate(on),
      source: 'lijst van COA',
      mayAnswer: null,
    }),
    claimed: (exchange: string, until: string): HouseholdEvent => ({
      type: 'HouseholdClaimed',
      household,
      municipality: SOEST,
      exchange,
      until: instantOrThrow(until),
    }),
    forgotten: (): HouseholdEvent => ({ type: 'HouseholdForgotten', household, approvedBy: 'demo:tweede' }),
  };
}
