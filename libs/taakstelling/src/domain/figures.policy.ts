import { municipalityCodeSchema } from '#libs/kernel';
import { z } from 'zod';
import { ADMINISTRATIONS, PUBLISHERS } from './taakstelling.events.js';

/** Name of the policy in `PolicyAdopted`. */
export const FIGURES_POLICY = 'figures';

export const ROUNDING_MODES = ['CEIL', 'HALF_UP', 'LARGEST_REMAINDER'] as const;

/** Everything about figures that a law, a circular or a province can change. Chosen by the first day of the period. */
export const figuresPolicy = z.strictObject({
  /** Kinds of housing and whether they count toward the taakstelling. */
  kinds: z.record(z.string(), z.strictObject({ counts: z.boolean() })),
  /** Which administration's rows count; one per municipality and period, so that a person is counted once. */
  leadingAdministration: z.strictObject({
    default: z.enum(ADMINISTRATIONS),
    exceptions: z.record(municipalityCodeSchema, z.enum(ADMINISTRATIONS)),
  }),
  /** Whose published figure leads, per kind of scope; where it published none, the others in the order of `fallback`. */
  leadingSource: z.strictObject({
    municipality: z.enum(PUBLISHERS),
    province: z.enum(PUBLISHERS),
    country: z.enum(PUBLISHERS),
    fallback: z.array(z.enum(PUBLISHERS)),
  }),
  schedule: z.strictObject({
    /** Expected share of the total task: completed months / 6, or days gone / days of the period. */
    unit: z.enum(['months', 'days']),
    /** Whole percentages of what was expected. */
    onScheduleFrom: z.int().min(0).max(100),
    slightlyBehindFrom: z.int().min(0).max(100),
  }),
  /** Rounding of the check by art. 29. */
  formulaRounding: z.enum(ROUNDING_MODES),
});
export type FiguresPolicy = z.infer<typeof figuresPolicy>;
