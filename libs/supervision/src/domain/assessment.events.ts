import { instantSchema, localDateSchema, municipalityCodeSchema, periodSchema } from '#libs/kernel';
import { z } from 'zod';

/** Steps of the IBT-interventieladder [Gemeentewet art. 124–124h; national framework for interbestuurlijk toezicht]. */
export const LOWEST_TREDE = 1;
export const HIGHEST_TREDE = 6;

/** The trede that Gedeputeerde Staten gave a municipality for a period, as approved on a day. */
export const assessmentRecorded = z.object({
  type: z.literal('AssessmentRecorded'),
  municipality: municipalityCodeSchema.describe('CBS code of the municipality.'),
  period: periodSchema.describe('Half-year: 2023-1 begins on 1 January, 2023-2 on 1 July.'),
  trede: z.int().min(LOWEST_TREDE).max(HIGHEST_TREDE).describe('Step of the ladder of intervention.'),
  approvedOn: localDateSchema.describe('Day on which Gedeputeerde Staten decided.'),
  reason: z.string().min(1).max(500).nullable().describe('Why this trede; null where the source gives no reason.'),
  knownAt: instantSchema.describe('The start of approvedOn, unless the source says otherwise.'),
  remark: z.string().max(500).nullable().describe('Footnote shown with it.'),
});
export type AssessmentRecorded = z.infer<typeof assessmentRecorded>;

export const assessmentStream = (period: string, municipality: string): string =>
  `assessment-${period}-${municipality}`;
