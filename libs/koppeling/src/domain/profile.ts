import { localDateSchema, municipalityCodeSchema } from '#libs/kernel';
import { z } from 'zod';

/** What a household can manage on foot: a flight of stairs; none; none, with room for a wheelchair. */
export const ACCESS_NEEDS = ['none', 'step-free', 'wheelchair'] as const;
export type AccessNeed = (typeof ACCESS_NEEDS)[number];

/** A place that a household is bound to. Its reason (work, study, treatment, family) stays with the municipality. */
const tie = z.strictObject({
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  maxKm: z.int().min(1).max(300),
  hard: z.boolean(),
  /** Whether an official has seen the proof; a hard tie without it counts as soft. */
  proofSeen: z.boolean(),
});

/**
 * What a dwelling for the household must have, and nothing more [domain.md §3]. There is no field for nationality,
 * language, religion, ethnicity, gender or diagnosis, and none may be added: unknown fields are refused.
 */
export const householdProfile = z.strictObject({
  bedrooms: z.int().min(1).max(12),
  nareis: z.strictObject({ persons: z.int().min(1).max(20), month: localDateSchema }).nullable(),
  access: z.enum(ACCESS_NEEDS),
  /** Euro cents a month; null: no maximum known. */
  maxRent: z.int().min(0).max(1_000_000).nullable(),
  ties: z.array(tie).max(5),
  excluded: z.array(municipalityCodeSchema).max(50),
  notForExchange: z.boolean(),
});
export type HouseholdProfile = z.infer<typeof householdProfile>;
