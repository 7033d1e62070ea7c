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

/** Words that several events use. What `describe` says stands in the released schemas and in docs/events.md. */
const remark = z
  .string()
  .max(500)
  .nullable()
  .describe('Footnote, shown wherever a figure uses the fact ("verzonnen verdeling").');
const source = z.string().min(1).max(200).describe('Where it comes from: a letter, a decision, the name of a file.');
const municipality = municipalityCodeSchema.describe('CBS code of the municipality.');
const scope = scopeSchema.describe('CBS code of a municipality or province, or NL for the country.');
const inPeriod = periodSchema.describe('Half-year: 2023-1 begins on 1 January, 2023-2 on 1 July.');
const announcedOn = localDateSchema.describe('Day of the announcement.');
const knownAt = instantSchema.describe(
  'When it was known: the start of the day it came out, unless the source says otherwise.',
);
const knownAtOrRecording = instantSchema.nullable().describe('When it was known; null: at the moment of recording.');

/** A number that the Rijk announced for one municipality and period, from the day it was announced. */
export const taakstellingAnnounced = z.object({
  type: z.literal('TaakstellingAnnounced'),
  municipality,
  period: inPeriod,
  persons: personsSchema.min(0).describe('Persons to house in the period.'),
  announcedOn,
  state: z.enum(TAAKSTELLING_STATES).describe('How firm the number is.'),
  source,
  knownAt,
  remark,
});

/** This municipality's side of a joint change with an unchanged sum [art. 29(2)]; one event per municipality, in one commit. */
export const taakstellingRedistributed = z.object({
  type: z.literal('TaakstellingRedistributed'),
  redistribution: z.string().describe('The same for all sides of one change.'),
  municipality,
  period: inPeriod,
  was: personsSchema.min(0).describe('Persons before the change.'),
  persons: personsSchema.min(0).describe('Persons from the change on.'),
  announcedOn,
  source,
  knownAt,
  remark,
  exchange: z
    .string()
    .min(1)
    .max(100)
    .exactOptional()
    .describe('Id of the exchange with which it had been agreed; left out: none.'),
});

/** A figure as somebody published it, beside what we compute. */
export const figurePublished = z.object({
  type: z.literal('FigurePublished'),
  id: z.string().describe('Of the publication.'),
  scope,
  period: inPeriod,
  figure: z.enum(FIGURES_PUBLISHED).describe('Which figure.'),
  value: z
    .int()
    .describe(
      'Persons, or a whole percentage for the percent figures. A positive opening or closing balance is a voorsprong.',
    ),
  asOf: localDateSchema.describe('First day that no longer counts.'),
  source: z.enum(PUBLISHERS).describe('Who published it.'),
  publishedOn: localDateSchema.describe('Day of publication.'),
  knownAt,
  remark,
});

/** A person's account of part of the difference between published and computed closing balance, in persons. */
export const differenceExplained = z.object({
  type: z.literal('DifferenceExplained'),
  id: z.string().describe('Of the explanation.'),
  scope,
  period: inPeriod,
  amount: z.int().describe('Persons of the difference that it accounts for.'),
  reason: z.string().min(1).max(500).describe('The account, in words.'),
});

const countedRow = z.object({
  municipality,
  on: localDateSchema.describe('Day of the move; decides the period.'),
  persons: personsSchema.describe('How many; negative takes back.'),
  kind: z.string().min(1).max(40).describe('Kind of housing, a word of the figures policy: regular, har, nidos-kso, …'),
  administration: z.enum(ADMINISTRATIONS).describe('Who counted them.'),
  oneOff: z
    .string()
    .min(1)
    .max(200)
    .nullable()
    .describe('The named action behind a one-off realisation (Versnellingsactie, HAR); null: none.'),
});
export type CountedRow = z.infer<typeof countedRow>;

/** Persons that an administration lists as housed. Lives in a stream of its own, `realisation-<id>`. */
export const realisationRecorded = z.object({
  type: z.literal('RealisationRecorded'),
  id: z.string().describe('Of the row; its corrections have the same.'),
  counted: countedRow.describe('The row.'),
  source,
  reason: z.string().min(1).max(500).nullable().describe('Why; needed where persons are negative.'),
  knownAt: knownAtOrRecording,
  remark,
});

/** The row read differently from now on: what it was is taken back, what it becomes is counted, nothing is overwritten. */
export const realisationCorrected = z.object({
  type: z.literal('RealisationCorrected'),
  id: z.string().describe('Of the row.'),
  was: countedRow.describe('The row as it was read until now.'),
  becomes: countedRow.nullable().describe('The row as it is read from now on; null: it should not have been there.'),
  reason: z.string().min(1).max(500).describe('Why.'),
  knownAt: knownAtOrRecording,
  remark,
});

/** Inhabitants on 1 January, for the check by art. 29. Stream `population-<municipality>`. */
export const populationCounted = z.object({
  type: z.literal('PopulationCounted'),
  municipality,
  on: localDateSchema.describe('The day of the count, usually 1 January.'),
  persons: z.int().min(0).max(100_000_000).describe('Inhabitants.'),
  source,
  knownAt: knownAtOrRecording,
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
