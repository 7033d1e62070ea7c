import { isRegionCode, localDateSchema, municipalityCodeSchema, type RegionCode } from '#libs/kernel';
import { z } from 'zod';

export const regionCodeSchema = z
  .custom<RegionCode>((v) => typeof v === 'string' && isRegionCode(v), 'RG-…')
  .meta({ type: 'string', pattern: '^RG-[A-Z0-9]{1,20}$' });

/**
 * A region of municipalities that match together, as it is from a day on. Regions may overlap and cross provinces; a later
 * version of one leaves what held before it as it was.
 */
export const regionDefined = z.object({
  type: z.literal('RegionDefined'),
  region: regionCodeSchema.describe('Code of the region, RG-….'),
  name: z.string().min(1).max(100).describe('What people call it.'),
  municipalities: z
    .array(municipalityCodeSchema)
    .min(2)
    .max(100)
    .describe('CBS codes of its municipalities, in order.'),
  validFrom: localDateSchema.describe('First day on which it is so.'),
  validUntil: localDateSchema
    .nullable()
    .describe('First day on which it no longer is; null: until it is defined anew.'),
  source: z.string().min(1).max(500).describe('The decision or agreement that it follows from.'),
});
export type RegionDefined = z.infer<typeof regionDefined>;

/** All regions stand in one stream: a handful of events, read as a whole to learn in which regions a municipality lies. */
export const REGIONS_STREAM = 'regions';
