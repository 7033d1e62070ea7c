import { instantSchema, localDateSchema, municipalityCodeSchema, periodSchema } from '#libs/kernel';
import { z } from 'zod';

/** Steps of the IBT-interventieladder [Gemeentewet art. 124–124h; national framework for interbestuurlijk toezicht]. */
export const LOWEST_TREDE = 1;
export const HIGHEST_TREDE = 6;

/** The trede that Gedeputeerde Staten gave a municipality for a period, as approved on a day. */
export const assessmentRecorded = z.object({
  type: z.literal('AssessmentRecorded'),
  municipality: municipalityCodeSchema,
  period: periodSchema,
  trede: z.int().min(LOWEST_TREDE).max(HIGHEST_TREDE),
  approvedOn: localDateSchema,
  /** Why this trede; null where the source gives no reason. */
  reason: z.string().min(1).max(500).nullable(),
  /** The start of `approvedOn`, unless the source says otherwise. */
  knownAt: instantSchema,
  /** Footnote shown with it. */
  remark: z.string().max(500).nullable(),
});
export type AssessmentRecorded = z.infer<typeof assessmentRecorded>;

export const assessmentStream = (period: string, municipality: string): string =>
  `assessment-${period}-${municipality}`;
