import { kilometresBetween, pointOf, type Point } from './distance.js';
import { bedroomsOf, type Day, type Dwelling, type Household, type Place, type Round } from './housing.js';
import type { MatchingPolicy } from './matching.policy.js';

/**
 * What can be in the way of a household living in a dwelling, in the order in which it is told; each is a bit of the mask of failures, the
 * first the lowest. The words are those of exchanges that people propose.
 */
export const PREDICATES = [
  'VETOED',
  'MUNICIPALITY_EXCLUDED',
  'MUNICIPALITY_TOO_FAR',
  'HARD_TIE',
  'PERSONS_TOO_MANY',
  'PERSONS_TOO_FEW',
  'BEDROOMS_TOO_FEW',
  'ACCESS',
  'CONDITION_NOT_MET',
  'RENT_TOO_HIGH',
  'AVAILABLE_TOO_LATE',
  'AVAILABLE_ENDED',
] as const;
export type PredicateName = (typeof PREDICATES)[number];

/** What `by` of a misfit counts; null: nothing, it fails or it does not. */
export const UNITS: Readonly<Record<PredicateName, 'km' | 'persons' | 'bedrooms' | 'cents' | 'days' | null>> = {
  VETOED: null,
  MUNICIPALITY_EXCLUDED: null,
  MUNICIPALITY_TOO_FAR: 'km',
  HARD_TIE: 'km',
  PERSONS_TOO_MANY: 'persons',
  PERSONS_TOO_FEW: 'persons',
  BEDROOMS_TOO_FEW: 'bedrooms',
  ACCESS: null,
  CONDITION_NOT_MET: null,
  RENT_TOO_HIGH: 'cents',
  AVAILABLE_TOO_LATE: 'days',
  AVAILABLE_ENDED: 'days',
};

/**
 * A predicate as how much is lacking: it holds where that is 0 or less. `key` is all of a household that it looks at: equal keys, equal
 * answers about every dwelling. A predicate of `municipality` looks at nothing of a dwelling but where it stands.
 */
export type Predicate = { readonly name: PredicateName; key(this: void, household: Household): string | number } & (
  | { readonly of: 'dwelling'; lack(this: void, household: Household, dwelling: Dwelling): number }
  | { readonly of: 'municipality'; lack(this: void, household: Household, municipality: number): number }
);

const ASKED = { none: 0, 'step-free': 1, wheelchair: 2 } as const;
const GIVEN = { stairs: 0, ...ASKED } as const;

export interface Surroundings {
  /** By number of the municipality: its centre. */
  readonly centres: readonly Place[];
  readonly round: Round;
  readonly policy: MatchingPolicy;
}

/** The predicates of one round, in the order of `PREDICATES`. */
export function predicatesOf(surroundings: Surroundings): readonly Predicate[] {
  const all = [...wherePredicates(surroundings), ...homePredicates(surroundings), ...dayPredicates(surroundings)];
  return PREDICATES.map((name) => {
    const found = all.find((predicate) => predicate.name === name);
    if (found === undefined) throw new Error(`no predicate ${name}`);
    return found;
  });
}

function wherePredicates({ centres, policy: { maxKm } }: Surroundings): readonly Predicate[] {
  const points = centres.map(pointOf);
  const km = (point: Point, municipality: number): number => kilometresBetween(point, points[municipality]!);
  return [
    {
      name: 'VETOED',
      of: 'dwelling',
      key: ({ number, vetoes }) => (vetoes.size === 0 ? '' : number),
      lack: ({ vetoes }, { number }) => (vetoes.has(number) ? 1 : 0),
    },
    {
      name: 'MUNICIPALITY_EXCLUDED',
      of: 'municipality',
      key: ({ excluded }) => excluded.join(),
      lack: ({ excluded }, municipality) => (excluded.includes(municipality) ? 1 : 0),
    },
    {
      name: 'MUNICIPALITY_TOO_FAR',
      of: 'municipality',
      key: ({ municipality }) => municipality,
      lack: (household, to) => (maxKm === null ? 0 : km(points[household.municipality]!, to) - maxKm),
    },
    {
      name: 'HARD_TIE',
      of: 'municipality',
      key: ({ ties }) => JSON.stringify(ties.filter(({ hard }) => hard)),
      // The worst of them: it is what would have to give way.
      lack: ({ ties }, to) =>
        ties.reduce((most, tie) => (tie.hard ? Math.max(most, km(pointOf(tie), to) - tie.maxKm) : most), 0),
    },
  ];
}

const homePredicates = ({ policy }: Surroundings): readonly Predicate[] => [
  {
    name: 'PERSONS_TOO_MANY',
    of: 'dwelling',
    key: ({ persons }) => persons,
    lack: ({ persons }, { maxPersons }) => persons - maxPersons,
  },
  {
    name: 'PERSONS_TOO_FEW',
    of: 'dwelling',
    key: ({ persons }) => persons,
    lack: ({ persons }, { minPersons }) => minPersons - persons,
  },
  {
    name: 'BEDROOMS_TOO_FEW',
    of: 'dwelling',
    key: ({ bedrooms }) => bedrooms,
    lack: ({ bedrooms }, dwelling) => bedrooms - bedroomsOf(dwelling),
  },
  {
    name: 'ACCESS',
    of: 'dwelling',
    key: ({ access }) => access,
    lack: (household, dwelling) => ASKED[household.access] - GIVEN[dwelling.access],
  },
  {
    name: 'CONDITION_NOT_MET',
    of: 'dwelling',
    key: ({ persons, access, maxRent, meets }) => `${persons} ${access} ${maxRent !== null} ${meets.join()}`,
    lack: (household, { conditions }) =>
      conditions.reduce((unmet, word) => unmet + (meetsCondition(household, word, policy) ? 0 : 1), 0),
  },
  {
    name: 'RENT_TOO_HIGH',
    of: 'dwelling',
    key: ({ maxRent }) => maxRent ?? '',
    lack: ({ maxRent }, { rent }) => (maxRent === null || rent === null ? 0 : rent - maxRent),
  },
];

function meetsCondition({ persons, access, maxRent, meets }: Household, word: string, policy: MatchingPolicy): boolean {
  const asked = policy.conditions[word];
  if (asked === undefined) throw new Error(`the policy knows no condition ${word}: the reader refuses it`);
  if (asked.stated === true && !meets.includes(word)) return false;
  if (persons < (asked.minPersons ?? 0) || persons > (asked.maxPersons ?? Infinity)) return false;
  return ASKED[access] >= ASKED[asked.access ?? 'none'] && (asked.maxRentKnown !== true || maxRent !== null);
}

const later = (one: Day | null, other: Day | null): Day | null =>
  one === null || (other !== null && other > one) ? other : one;

const dayPredicates = ({ round, policy: { availableWithinDays } }: Surroundings): readonly Predicate[] => [
  {
    name: 'AVAILABLE_TOO_LATE',
    of: 'dwelling',
    key: ({ readyOn }) => readyOn ?? '',
    lack({ readyOn }, { from }) {
      const ready = later(readyOn, round.on);
      if (from === null || ready === null || availableWithinDays === null) return 0;
      return from - (ready + availableWithinDays);
    },
  },
  {
    name: 'AVAILABLE_ENDED',
    of: 'dwelling',
    key: ({ readyOn }) => readyOn ?? '',
    lack({ readyOn }, { until }) {
      const ready = later(readyOn, round.given);
      // The day `until` itself is too late already.
      return until === null || ready === null ? 0 : ready - until + 1;
    },
  },
];
