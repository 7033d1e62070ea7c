import { addDays, type LocalDate } from '#libs/kernel';
import type { StructuredDocument } from '../read/instance.schema.js';
import type { Chance } from './chance.js';
import type { Town } from './towns.js';

type GeneratedHousehold = StructuredDocument['households'][number];
type GeneratedTie = NonNullable<GeneratedHousehold['ties']>[number];

/** Persons, and in how many of a thousand households [matching.md §5]. */
const SIZES = [
  [1, 650],
  [2, 110],
  [3, 90],
  [4, 70],
  [5, 45],
  [6, 20],
  [7, 10],
  [8, 5],
] as const;

const BEDROOMS: Readonly<Record<number, readonly number[]>> = {
  1: [1],
  2: [1, 1, 2],
  3: [2],
  4: [2, 3, 3],
  5: [3],
  6: [3, 4],
  7: [4],
  8: [4, 5],
};

/** Euro cents a month that a household of one can pay at most, and others. */
const RENTS_OF_ONE = [65_000, 70_000, 75_000, 80_000, 90_000];
const RENTS = [75_000, 80_000, 85_000, 90_000, 95_000];

export interface Surrounding {
  readonly on: LocalDate;
  readonly towns: readonly Town[];
  readonly near: readonly (readonly number[])[];
}

export function generateHouseholds(
  chance: Chance,
  { on, towns, near }: Surrounding,
  total: number,
): GeneratedHousehold[] {
  const homes = chance.inShares(
    towns.map(({ inhabitants }, t) => [t, inhabitants] as const),
    total,
  );
  const sizes = chance.inShares<number>(SIZES, total);
  const overdue = chance.yes(100 / 3, total);
  const tied = chance.yes(30, total);
  return homes.map((home, i) => {
    const persons = sizes[i]!;
    const excluded = chance.percent(5) ? [chance.one(near[home]!.slice(1).concat(home))].filter((t) => t !== home) : [];
    return {
      id: `h${String(i + 1).padStart(5, '0')}`,
      municipality: towns[home]!.code,
      persons,
      bedrooms: chance.one(BEDROOMS[persons]!),
      access: chance.byShare(ACCESS),
      maxRent: chance.one(persons === 1 ? RENTS_OF_ONE : RENTS),
      readyOn: addDays(on, chance.whole(-60, 30)),
      dueOn: addDays(on, overdue[i] ? -chance.whole(1, 150) : chance.whole(0, 83)),
      excluded: excluded.map((t) => towns[t]!.code),
      ties: tied[i] ? [tieOf(chance, home, near, towns)] : [],
      meets: persons === 1 && chance.percent(20) ? ['youth'] : [],
    };
  });
}

const ACCESS = [
  ['none', 90],
  ['step-free', 8],
  ['wheelchair', 2],
] as const;

/** Around the centre of its own municipality, or of one not far from it: COA couples with an eye on ties. */
function tieOf(chance: Chance, home: number, near: Surrounding['near'], towns: readonly Town[]): GeneratedTie {
  const { lat, lon } = towns[chance.percent(60) ? home : chance.one(near[home]!)]!;
  const around = (degrees: number): number => Math.round(degrees * 10_000 + chance.whole(-300, 300)) / 10_000;
  return { lat: around(lat), lon: around(lon), maxKm: chance.one([15, 25, 40]), hard: chance.percent(40) };
}
