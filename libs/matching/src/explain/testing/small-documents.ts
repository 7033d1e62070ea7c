import type { StructuredDocument } from '../../read/instance.schema.js';

type Household = StructuredDocument['households'][number];
type Dwelling = StructuredDocument['dwellings'][number];
type Chance = () => number;

const upTo = (random: Chance, most: number): number => Math.floor(random() * (most + 1));
const oneOf = <T>(random: Chance, values: readonly T[]): T => values[upTo(random, values.length - 1)]!;
const likely = (random: Chance, chance: number): boolean => random() < chance;

/** Two neighbours, one further on, and one too far from all of them. */
const MUNICIPALITIES = [
  { code: 'GM0342', lat: 52.156, lon: 5.2963 },
  { code: 'GM0355', lat: 52.1019, lon: 5.2553 },
  { code: 'GM0345', lat: 52.025, lon: 5.555 },
  { code: 'GM0935', lat: 50.85, lon: 5.69 },
];
const codes = MUNICIPALITIES.map(({ code }) => code);
/** The two neighbours, mostly. */
const MOSTLY = [...codes, ...Array.from({ length: 4 }, () => codes.slice(0, 2)).flat()];
const day = (random: Chance, least: number, most: number): string =>
  new Date(Date.UTC(2026, 0, 5 + least + upTo(random, most - least))).toISOString().slice(0, 10);

/** Up to five households and dwellings with profiles of which each predicate fails now and then. */
export function smallDocument(random: Chance): StructuredDocument {
  const households = Array.from({ length: 3 + upTo(random, 2) }, (_, at) => household(random, `h${at}`));
  const dwellings = Array.from({ length: 2 + upTo(random, 3) }, (_, at) => dwelling(random, `d${at}`));
  return {
    version: 1,
    policy: {
      maxMunicipalities: oneOf(random, [2, 3]),
      maxChain: oneOf(random, [0, 2]),
      householdTolerance: oneOf(random, [0, 1]),
      personsTolerance: oneOf(random, [null, 2, 4]),
      neverWorseOff: likely(random, 0.3),
    },
    ...(likely(random, 0.6) ? { on: '2026-01-05' } : {}),
    municipalities: MUNICIPALITIES,
    households,
    dwellings,
    vetoes: likely(random, 0.3) ? [['h0', 'd0']] : [],
  };
}

function household(random: Chance, id: string): Household {
  return {
    id,
    municipality: oneOf(random, MOSTLY),
    persons: oneOf(random, [1, 1, 2, 2, 3, 5]),
    bedrooms: oneOf(random, [1, 1, 1, 2, 3]),
    access: oneOf(random, ['none', 'none', 'none', 'none', 'none', 'none', 'step-free', 'wheelchair']),
    maxRent: oneOf(random, [null, 60_000, 70_000, 80_000, 80_000, 90_000]),
    readyOn: oneOf(random, [null, day(random, -20, 20)]),
    dueOn: oneOf(random, [null, day(random, -30, 30)]),
    excluded: likely(random, 0.2) ? [oneOf(random, codes)] : [],
    ties: likely(random, 0.4)
      ? [{ lat: 52.1, lon: 5.3, maxKm: oneOf(random, [2, 10, 30]), hard: likely(random, 0.5) }]
      : [],
    meets: likely(random, 0.3) ? ['student'] : [],
  };
}

function dwelling(random: Chance, id: string): Dwelling {
  return {
    id,
    municipality: oneOf(random, MOSTLY),
    bedrooms: upTo(random, 3),
    minPersons: oneOf(random, [1, 1, 1, 2]),
    maxPersons: oneOf(random, [2, 4, 6]),
    access: oneOf(random, ['stairs', 'stairs', 'none', 'step-free', 'wheelchair']),
    rent: oneOf(random, [null, 55_000, 55_000, 65_000, 71_234, 85_000]),
    from: oneOf(random, [null, null, null, null, day(random, -10, 110)]),
    until: oneOf(random, [null, null, null, null, day(random, 111, 140), day(random, 111, 120)]),
    conditions: likely(random, 0.25) ? [oneOf(random, ['student', 'shared', 'fitting-rent'])] : [],
  };
}
