import { localDate } from '#libs/kernel';
import type { StructuredDocument } from '../read/instance.schema.js';
import { Chance } from './chance.js';
import { generateDwellings, type Scarcity } from './dwellings.js';
import { generateHouseholds } from './households.js';
import { neighbours, towns, type Town } from './towns.js';

export const SCALES = ['province', 'country', 'thin'] as const;
export type Scale = (typeof SCALES)[number];

interface Measure {
  readonly takes: (town: Town) => boolean;
  readonly households: number;
  readonly dwellings: number;
  /** Tuned until the compatible pairs are as many as the research says [matching.md §5]. */
  readonly scarcity: Scarcity;
  readonly neverWorseOff: boolean;
}

/** The west of the province of Utrecht, without the city: few of everything, so that one exchange decides much. */
const WEST = ['GM0331', 'GM0335', 'GM0353', 'GM0356', 'GM0589', 'GM0632', 'GM0736', 'GM1904'];

const MEASURES: Readonly<Record<Scale, Measure>> = {
  province: {
    takes: ({ province }) => province === 'PV26',
    households: 1_500,
    dwellings: 800,
    scarcity: { forOne: 34, dearer: 0 },
    neverWorseOff: true,
  },
  country: {
    takes: () => true,
    households: 20_000,
    dwellings: 12_000,
    scarcity: { forOne: 9, dearer: 13_000 },
    neverWorseOff: false,
  },
  thin: {
    takes: ({ code }) => WEST.includes(code),
    households: 200,
    dwellings: 110,
    scarcity: { forOne: 34, dearer: 0 },
    neverWorseOff: false,
  },
};

/** A Monday. Nothing that is generated knows today. */
const ROUND = localDate('2026-01-05');
/** As far as somebody goes for a tie. */
const NEAR_KM = 30;

/**
 * An invented instance of a scale: about 418,000 compatible pairs in the province, 21.9 million in the country. The same seed gives the
 * same bytes; nobody in it exists, and an id tells nothing.
 */
export function generateInstance({
  scale,
  seed,
}: {
  readonly scale: Scale;
  readonly seed: number;
}): StructuredDocument {
  const measure = MEASURES[scale];
  const chance = new Chance(seed);
  const taken = towns().filter(measure.takes);
  const surrounding = { on: ROUND, towns: taken, near: neighbours(taken, NEAR_KM) };
  return {
    version: 1,
    policy: {
      maxMunicipalities: 3,
      maxChain: 0,
      householdTolerance: 0,
      personsTolerance: 8,
      neverWorseOff: measure.neverWorseOff,
    },
    on: ROUND,
    municipalities: taken.map(({ code, lat, lon }) => ({
      ...{ code, lat, lon },
      ...{ householdBalance: 0, personsBalance: 0 },
      acceptance: 10 * chance.whole(60, 95),
    })),
    households: generateHouseholds(chance, surrounding, measure.households),
    dwellings: generateDwellings(chance, surrounding, measure.dwellings, measure.scarcity),
  };
}
