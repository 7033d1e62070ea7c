import { addDays } from '#libs/kernel';
import type { StructuredDocument } from '../read/instance.schema.js';
import type { Chance } from './chance.js';
import type { Surrounding } from './households.js';
import { isCity, type Town } from './towns.js';

type GeneratedDwelling = StructuredDocument['dwellings'][number];

/** Bedrooms and their shares: studios in cities, family homes elsewhere [matching.md §5]. */
const IN_CITIES = [
  [0, 42],
  [1, 22],
  [2, 20],
  [3, 11],
  [4, 4],
  [5, 1],
] as const;
const ELSEWHERE = [
  [0, 7],
  [1, 13],
  [2, 37],
  [3, 34],
  [4, 7],
  [5, 2],
] as const;

/** By bedrooms: the persons that it is meant for, and the euro cents a month that it costs about. */
const HOMES = [
  { fewest: [1], most: [1, 1, 2], rent: 55_000 },
  { fewest: [2], most: [2], rent: 62_000 },
  { fewest: [2], most: [3, 4], rent: 68_000 },
  { fewest: [2, 3], most: [5, 6], rent: 74_000 },
  { fewest: [4, 5], most: [7, 8], rent: 80_000 },
  { fewest: [5, 6], most: [8, 10], rent: 84_000 },
] as const;

const ACCESS = [
  ['stairs', 50],
  ['step-free', 42],
  ['wheelchair', 8],
] as const;

/** Euro cents a month below or above about what it costs; null: not known yet. */
const RENT_APART = [[null, 3], ...Array.from({ length: 21 }, (_, step) => [1_000 * (step - 8), 5] as const)] as const;

/** What the number of compatible pairs is tuned by. */
export interface Scarcity {
  /** Of a hundred dwellings of up to three bedrooms, how many a household of one may have too. */
  readonly forOne: number;
  /** Euro cents a month that all of them cost more. */
  readonly dearer: number;
}

export function generateDwellings(
  chance: Chance,
  at: Surrounding,
  total: number,
  scarcity: Scarcity,
): GeneratedDwelling[] {
  const owners = chance.inShares(
    at.towns.map((town, t) => [t, town.inhabitants * luckOf(chance, town)] as const),
    total,
  );
  const bedrooms = bedroomsOf(chance, owners, at.towns);
  const welcome = welcomeOf(chance, bedrooms, scarcity.forOne);
  const access = chance.inShares<(typeof ACCESS)[number][0]>(ACCESS, total);
  const apart = chance.inShares<number | null>(RENT_APART, total);
  return owners.map((owner, i) => ({
    id: `d${String(i + 1).padStart(5, '0')}`,
    municipality: at.towns[owner]!.code,
    ...homeOf(chance, bedrooms[i]!, welcome[i]!, apart[i]!, scarcity.dearer),
    access: access[i]!,
    ...daysOf(chance, at.on),
  }));
}

/** Some have more to offer than others, for so many people: in small places more so. */
const luckOf = (chance: Chance, town: Town): number => (isCity(town) ? chance.whole(85, 115) : chance.whole(50, 150));

function bedroomsOf(chance: Chance, owners: readonly number[], towns: readonly Town[]): readonly number[] {
  const inCity = owners.map((owner) => isCity(towns[owner]!));
  const cities = inCity.filter(Boolean).length;
  const urban = chance.inShares<number>(IN_CITIES, cities);
  const rural = chance.inShares<number>(ELSEWHERE, owners.length - cities);
  return inCity.map((city) => (city ? urban : rural).pop()!);
}

/** By dwelling whether one person may have it, in the same share of each number of bedrooms. */
function welcomeOf(chance: Chance, bedrooms: readonly number[], forOne: number): readonly boolean[] {
  const decks = HOMES.map((_, rooms) => chance.yes(forOne, bedrooms.filter((own) => own === rooms).length));
  return bedrooms.map((rooms) => rooms < 4 && decks[rooms]!.pop()!);
}

function homeOf(chance: Chance, bedrooms: number, welcome: boolean, apart: number | null, dearer: number) {
  const { fewest, most, rent } = HOMES[bedrooms]!;
  return {
    bedrooms,
    minPersons: welcome ? 1 : chance.one<number>(fewest),
    maxPersons: chance.one<number>(most),
    rent: apart === null ? null : rent + apart + dearer,
    conditions: conditionsOf(chance, bedrooms),
  };
}

function conditionsOf(chance: Chance, bedrooms: number): string[] {
  if (bedrooms === 0 && chance.percent(8)) return ['youth'];
  if (bedrooms === 0 && chance.percent(4)) return ['shared'];
  if (bedrooms === 5 && chance.percent(30)) return ['large-family'];
  return chance.percent(3) ? ['temporary'] : [];
}

function daysOf(chance: Chance, on: Surrounding['on']) {
  const from = addDays(on, chance.whole(-30, 60));
  const free = from > on ? from : on;
  return { from, until: chance.percent(50) ? addDays(free, chance.whole(28, 90)) : null };
}
