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
  readonly event: TaakstellingEvent | PolicyAdopted;
  readonly recordedAt?: Instant;
}

const RECORDED = instantOrThrow('2026-01-01T12:00:00Z');
const gm = (code: string): MunicipalityCode => code as MunicipalityCode;

/** Puts facts in a log: positions count up from 1, versions within each stream. */
export function logOf(told: readonly Told[]): readonly RecordedEvent[] {
  const versions = new Map<string, number>();
  return told.map(({ stream, event, recordedAt }, i) => {
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    const { type, ...data } = event;
    return {
      id: `00000000-0000-4000-8000-${i.toString(16).padStart(12, '0')}`,
      type,
      data: data,
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
