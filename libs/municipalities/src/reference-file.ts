import { isProvinceCode, localDateSchema, municipalityCodeSchema, packageFile, type ProvinceCode } from '#libs/kernel';
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Municipality } from './municipality.js';

/** CBS codes, names, provinces and centres on 1 January 2023. */
const REFERENCE = 'data/reference/municipalities-nl-2023.csv';

const date = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === '' ? null : text))
  .pipe(localDateSchema.nullable());

const line = z.object({
  code: municipalityCodeSchema,
  name: z.string().min(1),
  province_code: z.custom<ProvinceCode>((value) => typeof value === 'string' && isProvinceCode(value)),
  province: z.string().min(1),
  lat: z.coerce.number(),
  lon: z.coerce.number(),
  /** Not in the list of 2023; a list that knows mergers adds them. */
  valid_from: date,
  valid_until: date,
});

/** Reads the reference file. Throws when it is not what we shipped: without it no code can be trusted. */
export function readReference(path: string = packageFile(REFERENCE)): readonly Municipality[] {
  const lines: unknown = parse(readFileSync(path), { columns: true, bom: true, skip_empty_lines: true });
  return z
    .array(line)
    .parse(lines)
    .map((row) => ({
      code: row.code,
      name: row.name,
      province: { code: row.province_code, name: row.province },
      validFrom: row.valid_from,
      validUntil: row.valid_until,
      lat: row.lat,
      lon: row.lon,
    }));
}
