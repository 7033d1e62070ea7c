import {
  instantSchema,
  localDateSchema,
  municipalityCodeSchema,
  periodSchema,
  personsSchema,
  scopeSchema,
} from '#libs/kernel';
import { z } from 'zod';

/**
 * States of a taakstelling: expected, announced with reservation ("voorbehoud"), fixed, adjusted in mid-period,
 * pooled by municipalities together [Huisvestingswet 2014, art. 29(2)], ended.
 */
export const TAAKSTELLING_STATES = ['expected', 'reserved', 'fixed', 'adjusted', 'pooled', 'ended'] as const;
export type TaakstellingState = (typeof TAAKSTELLING_STATES)[number];

export const FIGURES_PUBLISHED = [
  'taakstelling',
  'opening',
  'realised',
  'closing',
  'percentOfTaakstelling',
  'percentOfTotalTask',
] as const;
export type PublishedFigure = (typeof FIGURES_PUBLISHED)[number];

export const PUBLISHERS = ['province', 'rijk', 'coa', 'municipality'] as const;
export type Publisher = (typeof PUBLISHERS)[number];

export const ADMINISTRATIONS = ['own', 'coa', 'province'] as const;
export type Administration = (typeof ADMINISTRATIONS)[number];

/** Short free text about a fact, shown as a footnote wherever a figure uses it ("verzonnen verdeling"). */
const remark = z.string().max(500).nullable();
const source = z.string().min(1).max(200);

/** A number that the Rijk announced for one municipality and period, from the day it was announced. */
export const taakstellingAnnounced = z.object({
  type: z.literal('TaakstellingAnnounced'),
  municipality: municipalityCodeSchema,
  period: periodSchema,
  persons: personsSchema.min(0),
  announcedOn: localDateSchema,
  state: z.enum(TAAKSTELLING_STATES),
  source,
  /** When the administration knew it: the start of `announcedOn`, unless the source says otherwise. */
  knownAt: instantSchema,
  remark,
});

/** This municipality's side of a joint change with an unchanged sum [art. 29(2)]; one event per municipality, in one commit. */
export const taakstellingRedistributed = z.object({
  type: z.literal('TaakstellingRedistributed'),
  redistribution: z.string(),
  municipality: municipalityCodeSchema,
  period: periodSchema,
  was: personsSchema.min(0),
  persons: personsSchema.min(0),
  announcedOn: localDateSchema,
  source,
  knownAt: instantSchema,
  remark,
});

/** A figure as somebody published it, beside what we compute. `asOf` is the first day that no longer counts. */
export const figurePublished = z.object({
  type: z.literal('FigurePublished'),
  id: z.string(),
  scope: scopeSchema,
  period: periodSchema,
  figure: z.enum(FIGURES_PUBLISHED),
  /** Persons, or a whole percentage for the percent figures; positive opening or closing = voorsprong. */
  value: z.int(),
  asOf: localDateSchema,
  source: z.enum(PUBLISHERS),
  publishedOn: localDateSchema,
  knownAt: instantSchema,
  remark,
});

/** A person's account of part of the difference between published and computed closing balance, in persons. */
export const differenceExplained = z.object({
  type: z.literal('DifferenceExplained'),
  id: z.string(),
  scope: scopeSchema,
  period: periodSchema,
  amount: z.int(),
  reason: z.string().min(1).max(500),
});

const countedRow = z.object({
  municipality: municipalityCodeSchema,
  /** The day of the move; decides the period. */
  on: localDateSchema,
  persons: personsSchema,
  /** Kind of housing, a word of the figures policy: `regular`, `har`, `nidos-kso`, … */
  kind: z.string().min(1).max(40),
  administration: z.enum(ADMINISTRATIONS),
  /** The named action behind a one-off realisation (Versnellingsactie, HAR), or null. */
  oneOff: z.string().min(1).max(200).nullable(),
});
export type CountedRow = z.infer<typeof countedRow>;

/** Persons that an administration lists as housed. Lives in a stream of its own, `realisation-<id>`. */
export const realisationRecorded = z.object({
  type: z.literal('RealisationRecorded'),
  id: z.string(),
  counted: countedRow,
  source,
  reason: z.string().min(1).max(500).nullable(),
  /** Null: known at the moment of recording. */
  knownAt: instantSchema.nullable(),
  remark,
});

/** The row read differently from now on: what it was is taken back, what it becomes is counted, nothing is overwritten. */
export const realisationCorrected = z.object({
  type: z.literal('RealisationCorrected'),
  id: z.string(),
  was: countedRow,
  /** Null: the row should not have been there. */
  becomes: countedRow.nullable(),
  reason: z.string().min(1).max(500),
  knownAt: instantSchema.nullable(),
  remark,
});

/** Inhabitants on 1 January, for the check by art. 29. Stream `population-<municipality>`. */
export const populationCounted = z.object({
  type: z.literal('PopulationCounted'),
  municipality: municipalityCodeSchema,
  on: localDateSchema,
  persons: z.int().min(0).max(100_000_000),
  source,
  knownAt: instantSchema.nullable(),
  remark,
});

export const taakstellingEvent = z.discriminatedUnion('type', [
  taakstellingAnnounced,
  taakstellingRedistributed,
  figurePublished,
  differenceExplained,
  realisationRecorded,
  realisationCorrected,
  populationCounted,
]);
export type TaakstellingEvent = z.infer<typeof taakstellingEvent>;
export type TaakstellingAnnounced = z.infer<typeof taakstellingAnnounced>;
export type TaakstellingRedistributed = z.infer<typeof taakstellingRedistributed>;
export type FigurePublished = z.infer<typeof figurePublished>;
export type DifferenceExplained = z.infer<typeof differenceExplained>;
export type RealisationRecorded = z.infer<typeof realisationRecorded>;
export type RealisationCorrected = z.infer<typeof realisationCorrected>;
export type PopulationCounted = z.infer<typeof populationCounted>;

/** Streams, named once. */
export const streams = {
  taakstelling: (period: string, municipality: string) => `taakstelling-${period}-${municipality}`,
  published: (period: string, scope: string) => `published-${period}-${scope}`,
  realisation: (id: string) => `realisation-${id}`,
  population: (municipality: string) => `population-${municipality}`,
} as const;
