import type { LocalDate, MunicipalityCode } from '#libs/kernel';

/** What does not fit between a household and a dwelling; each has a predicate of that name. The order is the one in which they are told. */
export const MISFITS = [
  'NIDOS',
  'NOT_FOR_EXCHANGE',
  'MUNICIPALITY_EXCLUDED',
  'HARD_TIE',
  'PERSONS_TOO_MANY',
  'PERSONS_TOO_FEW',
  'BEDROOMS_TOO_FEW',
  'ACCESS',
  'RENT_TOO_HIGH',
  'AVAILABLE_TOO_LATE',
  'AVAILABLE_ENDED',
] as const;
export type Misfit = (typeof MISFITS)[number];

/** What people should look at, and nothing is refused for. */
export const FIT_WARNINGS = [
  'PROFILE_UNKNOWN',
  'NAREIS_PERSONS',
  'NAREIS_BEDROOMS',
  'SOFT_TIE',
  'RENT_UNKNOWN',
] as const;
export type FitWarning = (typeof FIT_WARNINGS)[number];

/** A place on the map, degrees WGS 84. */
export interface Place {
  readonly lat: number;
  readonly lon: number;
}

/** What a household needs [domain.md §3]; the profile of `libs/koppeling` fits it. */
export interface Needs {
  readonly bedrooms: number;
  readonly nareis: { readonly persons: number } | null;
  readonly access: 'none' | 'step-free' | 'wheelchair';
  /** Euro cents a month; null: no maximum known. */
  readonly maxRent: number | null;
  readonly ties: readonly (Place & { readonly maxKm: number; readonly hard: boolean; readonly proofSeen: boolean })[];
  readonly excluded: readonly MunicipalityCode[];
  readonly notForExchange: boolean;
}

/** What a dwelling is; the offer of `libs/dwellings` fits it. */
export interface Offered {
  readonly bedrooms: number;
  readonly minPersons: number;
  readonly maxPersons: number;
  readonly access: 'stairs' | 'step-free' | 'wheelchair';
  readonly rent: number | null;
  readonly from: LocalDate;
  readonly until: LocalDate | null;
}

export interface FitQuestion {
  readonly household: {
    readonly kind: 'regular' | 'nidos';
    readonly persons: number;
    /** Null: none was given, or the household was forgotten. */
    readonly needs: Needs | null;
  };
  readonly dwelling: Offered;
  /** The municipality of the dwelling, by its centre. */
  readonly to: Place & { readonly code: MunicipalityCode };
  /** The days between which the household is to move. */
  readonly move: { readonly earliest: LocalDate; readonly latest: LocalDate };
}

export interface Fit {
  readonly misfits: readonly Misfit[];
  readonly warnings: readonly FitWarning[];
}

const EARTH_KM = 6_371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in kilometres, by the haversine formula. */
export function kilometresBetween(one: Place, other: Place): number {
  const dLat = radians(other.lat - one.lat);
  const dLon = radians(other.lon - one.lon);
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** How much a household asks of the way in, and how much a dwelling gives. */
const ASKED = { none: 0, 'step-free': 1, wheelchair: 2 } as const;
const GIVEN = { stairs: 0, 'step-free': 1, wheelchair: 2 } as const;

/** One room to live and sleep in is a bedroom too: a studio is for whoever needs no more than one. */
const bedroomsOf = ({ bedrooms }: Offered): number => Math.max(1, bedrooms);

const tiesBeyond = ({ household, to }: FitQuestion): Needs['ties'] =>
  (household.needs?.ties ?? []).filter((tie) => kilometresBetween(to, tie) > tie.maxKm);

/** A hard tie of which nobody has seen the proof counts as soft [domain.md §3]. */
const isHard = ({ hard, proofSeen }: Needs['ties'][number]): boolean => hard && proofSeen;

type Predicate = (question: FitQuestion) => boolean;
/** Asked only of a household whose needs are known. */
const needing =
  (holds: (needs: Needs, question: FitQuestion) => boolean): Predicate =>
  (question) =>
    question.household.needs !== null && holds(question.household.needs, question);

const MISFIT: Readonly<Record<Misfit, Predicate>> = {
  NIDOS: ({ household }) => household.kind === 'nidos',
  NOT_FOR_EXCHANGE: needing(({ notForExchange }) => notForExchange),
  MUNICIPALITY_EXCLUDED: needing(({ excluded }, { to }) => excluded.includes(to.code)),
  HARD_TIE: (question) => tiesBeyond(question).some(isHard),
  PERSONS_TOO_MANY: ({ household, dwelling }) => household.persons > dwelling.maxPersons,
  PERSONS_TOO_FEW: ({ household, dwelling }) => household.persons < dwelling.minPersons,
  BEDROOMS_TOO_FEW: needing(({ bedrooms }, { dwelling }) => bedroomsOf(dwelling) < bedrooms),
  ACCESS: needing(({ access }, { dwelling }) => GIVEN[dwelling.access] < ASKED[access]),
  RENT_TOO_HIGH: needing(
    ({ maxRent }, { dwelling }) => maxRent !== null && dwelling.rent !== null && dwelling.rent > maxRent,
  ),
  AVAILABLE_TOO_LATE: ({ dwelling, move }) => dwelling.from > move.latest,
  AVAILABLE_ENDED: ({ dwelling, move }) => dwelling.until !== null && dwelling.until <= move.earliest,
};

const WARNING: Readonly<Record<FitWarning, Predicate>> = {
  PROFILE_UNKNOWN: ({ household }) => household.needs === null,
  // Those who may come are not here yet: a dwelling is not refused for them.
  NAREIS_PERSONS: needing(
    ({ nareis }, { household, dwelling }) =>
      nareis !== null && household.persons + nareis.persons > dwelling.maxPersons,
  ),
  NAREIS_BEDROOMS: needing(
    ({ nareis, bedrooms }, { dwelling }) =>
      nareis !== null && bedroomsOf(dwelling) < bedrooms + Math.ceil(nareis.persons / PERSONS_A_BEDROOM),
  ),
  SOFT_TIE: (question) => tiesBeyond(question).some((tie) => !isHard(tie)),
  RENT_UNKNOWN: needing(({ maxRent }, { dwelling }) => maxRent !== null && dwelling.rent === null),
};

/** Children share a room [decision]: for a warning that is exact enough. */
const PERSONS_A_BEDROOM = 2;

/** Whether a household can live in a dwelling, and if not, everything that is in the way. */
export const fit = (question: FitQuestion): Fit => ({
  misfits: MISFITS.filter((misfit) => MISFIT[misfit](question)),
  warnings: FIT_WARNINGS.filter((warning) => WARNING[warning](question)),
});

/** What can be told from persons and dates, which stand in the log in clear; the others tell of a profile, which does not. */
const TELLS_NOTHING: readonly Misfit[] = [
  'PERSONS_TOO_MANY',
  'PERSONS_TOO_FEW',
  'AVAILABLE_TOO_LATE',
  'AVAILABLE_ENDED',
];
/** What the other side sees before an exchange is proposed: size, and when a dwelling can be had [domain.md §4, staged disclosure]. */
const SHOWN_IN_A_SUGGESTION: readonly Misfit[] = [...TELLS_NOTHING, 'BEDROOMS_TOO_FEW'];

/** As it may stand in the log for ever, also when the household is forgotten. */
export const recordable = (misfit: Misfit): Misfit | 'NEEDS' => (TELLS_NOTHING.includes(misfit) ? misfit : 'NEEDS');

/** As one sees it who may not see the needs of the household. */
export const disclosed = (misfits: readonly Misfit[]): readonly (Misfit | 'NEEDS')[] => [
  ...new Set(misfits.map((misfit) => (SHOWN_IN_A_SUGGESTION.includes(misfit) ? misfit : 'NEEDS'))),
];
