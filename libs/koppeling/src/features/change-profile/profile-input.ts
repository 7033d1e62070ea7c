import { inputs, orNull } from '#libs/kernel';
import { municipalityIn, perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import { householdProfile, type HouseholdProfile } from '../../domain/profile.js';

const { bedrooms, access, notForExchange } = householdProfile.shape;
const tie = householdProfile.shape.ties.element;

/** The profile as people give it: what is left out is not there. Unknown fields are refused (`FIELD_UNKNOWN`), whatever they are. */
export const profileInput = perRegistry((registry): z.ZodType<HouseholdProfile, ProfileInput> =>
  z.strictObject({
    bedrooms,
    nareis: orNull(z.strictObject({ persons: inputs.whole(1, 20), month: inputs.date })),
    access: orNull(access).transform((need) => need ?? 'none'),
    maxRent: orNull(inputs.whole(0, 1_000_000)),
    ties: orNull(z.array(tie).max(5)).transform((ties) => ties ?? []),
    excluded: orNull(z.array(municipalityIn(registry)).max(50)).transform((codes) => [...new Set(codes)].sort()),
    notForExchange: orNull(notForExchange).transform((not) => not ?? false),
  }),
);

export interface ProfileInput {
  readonly bedrooms: number;
  readonly nareis?: { readonly persons: number; readonly month: string } | null | undefined;
  readonly access?: HouseholdProfile['access'] | null | undefined;
  readonly maxRent?: number | null | undefined;
  readonly ties?: HouseholdProfile['ties'] | null | undefined;
  readonly excluded?: string[] | null | undefined;
  readonly notForExchange?: boolean | null | undefined;
}
