import type { RecordedEvent } from '#libs/event-store';
import {
  instantOrThrow,
  localDate,
  period,
  startOfDay,
  type Instant,
  type JsonObject,
  type MunicipalityCode,
  type Scope,
} from '#libs/kernel';
import { completedFact, type CountedPersons, type Household, type HouseholdFact, type Stay } from '#libs/koppeling';
import type { PolicyAdopted } from '#libs/policy';
import type { FiguresPolicy } from '../../domain/figures.policy.js';
import {
  streams,
  type Administration,
  type CountedRow,
  type PublishedFigure,
  type Publisher,
  type TaakstellingEvent,
  type TaakstellingState,
} from '../../domain/taakstelling.events.js';

/** A fact with the stream it belongs to and the moment of recording; the position comes from its place in the log. */
export interface Told {
  readonly stream: string;
  readonly event: TaakstellingEvent | PolicyAdopted | HouseholdFact;
  readonly recordedAt?: Instant;
}

const RECORDED = instantOrThrow('2026-01-01T12:00:00Z');
const gm = (code: string): MunicipalityCode => code as MunicipalityCode;

/** Says of facts of households, told one after the other, what they do to open koppelingen: as their decider does. */
export function completing(): (told: Told) => { readonly type: string; readonly data: JsonObject } {
  const states = new Map<string, Household>();
  const said = ({ stream, event }: Told): Told['event'] => {
    if (!('household' in event)) return event;
    const told = completedFact(event, states.get(stream) ?? { status: 'unknown' });
    states.set(stream, told.after);
    return told.event;
  };
  return (told) => {
    const { type, ...data } = said(told);
    return { type, data };
  };
}

/** Puts facts in a log: positions count up from 1, versions within each stream. */
export function logOf(told: readonly Told[]): readonly RecordedEvent[] {
  const versions = new Map<string, number>();
  const complete = completing();
  return told.map((each, i) => {
    const { stream, recordedAt } = each;
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    const { type, data } = complete(each);
    return {
      id: `00000000-0000-4000-8000-${i.toString(16).padStart(12, '0')}`,
      type,
      data,
      effectiveOn: null,
      position: i + 1,
      stream,
      version,
      meta: { actor: 'test', commandId: `c${i}`, commit: i + 1, commitSize: 1 },
      recordedAt: recordedAt ?? RECORDED,
    };
  });
}

export const basePolicy: FiguresPolicy = {
  kinds: {
    regular: { counts: true },
    har: { counts: true },
    'nidos-kso': { counts: true },
    doorstroom: { counts: true },
    kwv: { counts: false },
    foster: { counts: false },
    logeer: { counts: false },
  },
  leadingAdministration: { default: 'coa', exceptions: {} },
  leadingSource: {
    municipality: 'province',
    province: 'province',
    country: 'rijk',
    fallback: ['province', 'rijk', 'coa', 'municipality'],
  },
  schedule: { unit: 'months', onScheduleFrom: 95, slightlyBehindFrom: 80 },
  formulaRounding: 'CEIL',
};

export const policy = (
  content: FiguresPolicy = basePolicy,
  more: Partial<Pick<PolicyAdopted, 'version' | 'validFrom' | 'validUntil' | 'knownAt'>> = {},
): Told => ({
  stream: 'policy-figures',
  event: {
    type: 'PolicyAdopted',
    policy: 'figures',
    version: '2023-01',
    validFrom: localDate('2015-01-01'),
    validUntil: null,
    content: content as unknown as JsonObject,
    source: 'spec',
    approvedBy: 'spec',
    knownAt: instantOrThrow('2015-01-01T00:00:00+01:00'),
    ...more,
  },
});

export const announced = (
  municipality: string,
  inPeriod: string,
  persons: number,
  on: string,
  state: TaakstellingState = 'fixed',
  remark: string | null = null,
): Told => ({
  stream: streams.taakstelling(inPeriod, municipality),
  event: {
    type: 'TaakstellingAnnounced',
    municipality: gm(municipality),
    period: period(inPeriod),
    persons,
    announcedOn: localDate(on),
    state,
    source: 'rijk',
    knownAt: startOfDay(localDate(on)),
    remark,
  },
});

export const redistributed = (
  municipality: string,
  inPeriod: string,
  was: number,
  persons: number,
  on: string,
): Told => ({
  stream: streams.taakstelling(inPeriod, municipality),
  event: {
    type: 'TaakstellingRedistributed',
    redistribution: 'r1',
    municipality: gm(municipality),
    period: period(inPeriod),
    was,
    persons,
    announcedOn: localDate(on),
    source: 'besluit',
    knownAt: startOfDay(localDate(on)),
    remark: null,
  },
});

export const publishedFigure = (
  scope: string,
  inPeriod: string,
  figure: PublishedFigure,
  value: number,
  asOf: string,
  more: { source?: Publisher; on?: string; knownAt?: string; remark?: string } = {},
): Told => ({
  stream: streams.published(inPeriod, scope),
  event: {
    type: 'FigurePublished',
    id: `${scope}-${inPeriod}-${figure}-${asOf}-${more.source ?? 'province'}-${more.on ?? ''}`,
    scope: scope as Scope,
    period: period(inPeriod),
    figure,
    value,
    asOf: localDate(asOf),
    source: more.source ?? 'province',
    publishedOn: localDate(more.on ?? '2023-11-15'),
    knownAt: more.knownAt === undefined ? startOfDay(localDate(more.on ?? '2023-11-15')) : instantOrThrow(more.knownAt),
    remark: more.remark ?? null,
  },
});

export const counted = (
  municipality: string,
  on: string,
  persons: number,
  more: { kind?: string; administration?: Administration; oneOff?: string } = {},
): CountedRow => ({
  municipality: gm(municipality),
  on: localDate(on),
  persons,
  kind: more.kind ?? 'regular',
  administration: more.administration ?? 'coa',
  oneOff: more.oneOff ?? null,
});

const known = (knownAt: string | null | undefined): Instant | null =>
  knownAt === null || knownAt === undefined ? null : instantOrThrow(knownAt);

export const realised = (
  id: string,
  row: CountedRow,
  more: { knownAt?: string | null; recordedAt?: string; remark?: string; reason?: string } = {},
): Told => ({
  stream: streams.realisation(id),
  ...(more.recordedAt === undefined ? {} : { recordedAt: instantOrThrow(more.recordedAt) }),
  event: {
    type: 'RealisationRecorded',
    id,
    counted: row,
    source: row.administration,
    reason: more.reason ?? null,
    knownAt: known(more.knownAt),
    remark: more.remark ?? null,
  },
});

export const correctedTo = (
  id: string,
  was: CountedRow,
  becomes: CountedRow | null,
  more: { knownAt?: string | null; recordedAt?: string; reason?: string } = {},
): Told => ({
  stream: streams.realisation(id),
  ...(more.recordedAt === undefined ? {} : { recordedAt: instantOrThrow(more.recordedAt) }),
  event: {
    type: 'RealisationCorrected',
    id,
    was,
    becomes,
    reason: more.reason ?? 'nagekomen',
    knownAt: known(more.knownAt),
    remark: null,
  },
});

export const explained = (scope: string, inPeriod: string, amount: number, recordedAt?: string): Told => ({
  stream: streams.published(inPeriod, scope),
  ...(recordedAt === undefined ? {} : { recordedAt: instantOrThrow(recordedAt) }),
  event: {
    type: 'DifferenceExplained',
    id: `${scope}-${inPeriod}-${amount}`,
    scope: scope as Scope,
    period: period(inPeriod),
    amount,
    reason: 'late verwerking',
  },
});

/** What a household lives through, as events of its stream; sealed text and stays say nothing to figures. */
export interface HouseholdTold {
  readonly id: string;
  readonly municipality: string;
  readonly persons: number;
  readonly coupledOn: string;
  readonly knownAt?: string | null;
}

const ofHousehold = (id: string, event: HouseholdFact): Told => ({ stream: `household-${id}`, event });

export const coupled = ({ id, municipality, persons, coupledOn, knownAt }: HouseholdTold): Told =>
  ofHousehold(id, {
    type: 'KoppelingReceived',
    household: id,
    municipality: gm(municipality),
    persons,
    kind: 'regular',
    permitOn: localDate(coupledOn),
    firstCoupledOn: localDate(coupledOn),
    coupledOn: localDate(coupledOn),
    split: null,
    source: 'spec',
    knownAt: known(knownAt),
  });

export const koppelingMovedTo = (
  id: string,
  from: string,
  to: string,
  persons: number,
  on: string,
  more: { readonly exchange?: string | null; readonly open?: number; readonly knownAt?: string | null } = {},
): Told =>
  ofHousehold(id, {
    type: 'KoppelingMoved',
    household: id,
    from: gm(from),
    to: gm(to),
    persons,
    open: more.open ?? persons,
    on: localDate(on),
    exchange: more.exchange ?? null,
    broke: null,
    source: 'spec',
    knownAt: known(more.knownAt),
  });

/** What counts for somebody by a placement. */
export const countedFor = (municipality: string, on: string, persons: number, kind = 'regular'): CountedPersons => ({
  municipality: gm(municipality),
  on: localDate(on),
  persons,
  kind,
  oneOff: null,
});

const stayOf = (id: string, { municipality, kind, on }: CountedPersons): Stay => ({
  id: `${id}-1`,
  municipality,
  dwelling: null,
  kind,
  readyOn: null,
  movedOn: on,
  registeredOn: null,
  until: null,
});

export const placed = (id: string, counts: CountedPersons, open: number, knownAt?: string | null): Told =>
  ofHousehold(id, {
    type: 'HouseholdPlaced',
    household: id,
    stay: stayOf(id, counts),
    counted: counts,
    open,
    municipality: counts.municipality,
    exchange: null,
    broke: null,
    note: null,
    knownAt: known(knownAt),
  });

export const placementReadAs = (
  id: string,
  was: CountedPersons,
  becomes: CountedPersons | null,
  fromOpen: number,
  knownAt?: string | null,
): Told =>
  ofHousehold(id, {
    type: 'PlacementCorrected',
    household: id,
    municipality: was.municipality,
    was,
    becomes,
    stay: becomes === null ? null : stayOf(id, becomes),
    housedOn: becomes?.on ?? null,
    fromOpen,
    open: becomes === null ? fromOpen : 0,
    reason: becomes === null ? 'did-not-happen' : 'wrong-date',
    note: null,
    knownAt: known(knownAt),
  });

export const grown = (
  id: string,
  municipality: string,
  was: number,
  by: number,
  on: string,
  counts: CountedPersons | null,
  knownAt?: string | null,
): Told =>
  ofHousehold(id, {
    type: 'HouseholdPersonsChanged',
    household: id,
    municipality: gm(municipality),
    was,
    persons: was + by,
    cause: 'nareis',
    on: localDate(on),
    open: counts === null ? by : 0,
    counted: counts,
    note: null,
    heldBy: null,
    knownAt: known(knownAt),
  });

export const koppelingEndedOn = (
  id: string,
  municipality: string,
  persons: number,
  on: string,
  knownAt?: string | null,
): Told =>
  ofHousehold(id, {
    type: 'KoppelingEnded',
    household: id,
    municipality: gm(municipality),
    persons,
    inHousehold: persons,
    on: localDate(on),
    reason: 'own-dwelling',
    into: null,
    broke: null,
    note: null,
    knownAt: known(knownAt),
  });
