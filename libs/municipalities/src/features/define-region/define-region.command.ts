import type { Identity } from '#libs/access';
import { field, inputs, isRegionCode, ok, orNull, refuse, type RegionCode } from '#libs/kernel';
import { z } from 'zod';
import { municipalityIn, perRegistry } from '../../input-fields.js';

/** More is a country, not a region. */
const MOST_MUNICIPALITIES = 100;

export const regionCodeField = field<RegionCode>((text, path) =>
  isRegionCode(text)
    ? ok(text)
    : refuse(
        'REGION_INVALID',
        `“${text.slice(0, 40)}” is geen code van een regio (RG- en hoofdletters of cijfers)`,
        path,
      ),
);

export const defineRegionInput = perRegistry((registry) =>
  z.strictObject({
    region: regionCodeField,
    name: inputs.text(100),
    municipalities: z
      .array(municipalityIn(registry))
      .max(MOST_MUNICIPALITIES)
      .transform((codes) => [...new Set(codes)].sort()),
    validFrom: inputs.date,
    validUntil: orNull(inputs.date),
    source: inputs.text(500),
  }),
);
export type DefineRegionInput = z.input<ReturnType<typeof defineRegionInput>>;

export type DefinedRegion = { readonly region: RegionCode };

/** Says which municipalities match together from a day on. */
export class DefineRegion {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: DefineRegionInput,
  ) {}
}
