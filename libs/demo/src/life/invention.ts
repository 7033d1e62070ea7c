import type { DwellingKind } from '#libs/dwellings';
import type { MunicipalityCode } from '#libs/kernel';
import type { ProfileInput } from '#libs/koppeling';
import type { Dice } from '../dice.js';
import type { DemoDwelling, DemoPlan } from './demo-plan.js';

/** Of a hundred households that wait, how many have one person, two, …, eight [matching.md §5]: the remainder are singles. */
const SHARES = [65, 11, 9, 7, 4.5, 2, 1, 0.5] as const;

/** Out of a throw between 0 and 1: how many persons. */
export function sizeAt(fraction: number): number {
  let left = fraction * SHARES.reduce((sum, share) => sum + share, 0);
  for (const [i, share] of SHARES.entries()) {
    left -= share;
    if (left < 0) return i + 1;
  }
  return 1;
}

/** Children share a room: a bedroom for one or two, then one for each two more. */
export const bedroomsFor = (persons: number): number => Math.max(1, Math.ceil(persons / 2));

/** Euro cents a month: up to which rents are fitting for a small and a larger household, and up to which there is rent benefit. */
const FITTING = { small: 65_043, large: 69_707, most: 87_966 } as const;

/** What a household needs at the least, with nothing that keeps it from anywhere. */
export const needsOf = (persons: number): ProfileInput => ({ bedrooms: bedroomsFor(persons) });

export interface Place {
  readonly code: MunicipalityCode;
  readonly lat: number;
  readonly lon: number;
}

/** The needs of a household among others: a third is bound to a place, some need a house without stairs. */
export function inventNeeds(persons: number, places: readonly Place[], nextMonth: string, chance: Dice): ProfileInput {
  const access = chance.fraction();
  const isTied = chance.fraction() < 0.3;
  const nareis = chance.fraction() < 0.12 && persons < 3;
  const near = chance.pick(places);
  return {
    bedrooms: bedroomsFor(persons),
    access: access < 0.03 ? 'wheelchair' : access < 0.1 ? 'step-free' : 'none',
    maxRent: chance.fraction() < 0.4 ? null : persons < 3 ? FITTING.small : FITTING.large,
    nareis: nareis ? { persons: chance.between(2, 5), month: nextMonth } : null,
    ties: isTied
      ? [
          {
            // Some kilometres off the centre of a municipality: a place that is nobody's.
            lat: Math.round((near.lat + (chance.fraction() - 0.5) / 20) * 100) / 100,
            lon: Math.round((near.lon + (chance.fraction() - 0.5) / 20) * 100) / 100,
            maxKm: chance.pick([10, 15, 20, 30]),
            hard: chance.fraction() < 0.4,
            proofSeen: chance.fraction() < 0.7,
          },
        ]
      : [],
    excluded: chance.fraction() < 0.04 ? [chance.pick(places).code] : [],
    notForExchange: chance.fraction() < 0.04,
  };
}

/** A dwelling in which so many persons can live. */
export function inventDwelling(
  plan: DemoPlan,
  chance: Dice,
  spec: {
    readonly municipality: MunicipalityCode;
    readonly persons: number;
    readonly listed: number;
    readonly kind?: DwellingKind;
    readonly until?: number;
    /** Days between the list and the first day on which somebody can live there. */
    readonly ready?: number;
    readonly conditions?: readonly string[];
  },
): DemoDwelling {
  const { municipality, persons, listed, kind = 'dwelling', until, ready = 0, conditions } = spec;
  const bedrooms = persons === 1 && chance.fraction() < 0.5 ? 0 : bedroomsFor(persons);
  const rent = (persons < 3 ? FITTING.small : FITTING.large) - chance.between(0, 12_000);
  return plan.dwelling({
    municipality,
    kind,
    bedrooms,
    minPersons: Math.max(1, persons - 2),
    maxPersons: bedrooms === 0 ? 1 : persons + chance.between(0, 1),
    access: chance.pick(['stairs', 'stairs', 'step-free'] as const),
    rent: chance.fraction() < 0.08 ? null : chance.fraction() < 0.1 ? FITTING.most : rent,
    listed,
    from: listed + ready,
    ...(until === undefined ? {} : { until }),
    conditions: conditions ?? (chance.fraction() < 0.6 ? ['fitting-rent'] : []),
    corporation: `demo-corporatie-${chance.between(1, 6)}`,
  });
}
