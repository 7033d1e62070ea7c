import type { StructuredDocument } from '../instance.schema.js';

type Fields = Readonly<Record<string, unknown>>;

/** Soest has a household, Zeist a dwelling and a household, and one pair is given. */
export const rawDocument = (change: Fields = {}): Fields => ({
  version: 1,
  policy: { maxMunicipalities: 3, maxChain: 2 },
  municipalities: [{ code: 'GM0355' }, { code: 'GM0342', householdBalance: 1, householdTolerance: 2 }],
  households: [
    { id: 'h2', municipality: 'GM0355', persons: 1 },
    { id: 'h1', municipality: 'GM0342', persons: 4 },
  ],
  dwellings: [
    { id: 'd1', municipality: 'GM0355' },
    { id: 'd2', municipality: 'GM0342' },
  ],
  pairs: [
    ['h2', 'd2', -3],
    ['h1', 'd2', 7],
    ['h1', 'd1', 870],
  ],
  ...change,
});

/** One household of Soest, one dwelling in Zeist, some ten kilometres apart, that fit. */
export const fittingDocument = (
  household: Partial<StructuredDocument['households'][number]> = {},
  dwelling: Partial<StructuredDocument['dwellings'][number]> = {},
  change: Partial<StructuredDocument> = {},
): StructuredDocument => ({
  version: 1,
  policy: {},
  municipalities: [
    { code: 'GM0342', lat: 52.156, lon: 5.2963 },
    { code: 'GM0355', lat: 52.1019, lon: 5.2553 },
  ],
  households: [
    { id: 'h1', municipality: 'GM0342', persons: 4, bedrooms: 2, maxRent: 80_000, readyOn: '2026-01-01', ...household },
  ],
  dwellings: [
    {
      ...{ id: 'd1', municipality: 'GM0355', bedrooms: 2, minPersons: 2, maxPersons: 5, access: 'step-free' },
      ...{ rent: 79_000, from: '2026-01-10', ...dwelling },
    },
  ],
  ...change,
});
