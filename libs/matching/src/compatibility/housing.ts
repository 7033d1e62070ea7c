import type { LocalDate } from '#libs/kernel';

/** A day as the days since 1 January 1970: one of a household is held against those of thousands of dwellings. */
export type Day = number;

export const dayOf = (date: LocalDate): Day => Date.parse(date) / 86_400_000;

/** What a household asks of the way in: nothing; no step; no step and room for a wheelchair. */
export const ACCESS_NEEDS = ['none', 'step-free', 'wheelchair'] as const;
export type AccessNeed = (typeof ACCESS_NEEDS)[number];
/** What a dwelling gives of the same ladder. `stairs` is the word of an offer for `none`. */
export const DWELLING_ACCESS = ['stairs', ...ACCESS_NEEDS] as const;
export type DwellingAccess = (typeof DWELLING_ACCESS)[number];

/** Degrees WGS 84. */
export interface Place {
  readonly lat: number;
  readonly lon: number;
}

export interface Tie extends Place {
  readonly maxKm: number;
  readonly hard: boolean;
}

/**
 * What a dwelling for a household must have, and nothing more [domain.md §3]: no type of the matcher can hold nationality, language,
 * religion, ethnicity or gender. Municipalities, households and dwellings are known by their numbers in the `Problem`.
 */
export interface Household {
  readonly number: number;
  readonly municipality: number;
  readonly persons: number;
  readonly bedrooms: number;
  readonly access: AccessNeed;
  /** Euro cents a month; null: no maximum known. */
  readonly maxRent: number | null;
  /** First day on which it can move; null: it could long ago. */
  readonly readyOn: Day | null;
  /** Last day of its term; null: none known. */
  readonly dueOn: Day | null;
  /** Municipalities where it cannot go. */
  readonly excluded: readonly number[];
  readonly ties: readonly Tie[];
  /** Words of lawful conditions that its municipality stated it meets. */
  readonly meets: readonly string[];
  /** Dwellings that somebody said no to, for this household. */
  readonly vetoes: ReadonlySet<number>;
}

export interface Dwelling {
  readonly number: number;
  readonly municipality: number;
  /** 0 for a studio. */
  readonly bedrooms: number;
  readonly minPersons: number;
  readonly maxPersons: number;
  readonly access: DwellingAccess;
  /** Euro cents a month; null: not known yet. */
  readonly rent: number | null;
  /** First day on which somebody can live there; null: it stands empty. */
  readonly from: Day | null;
  /** First day on which it can no longer be had; null: no end. */
  readonly until: Day | null;
  /** Words of lawful conditions, all of which must be met. */
  readonly conditions: readonly string[];
}

/** One room to live and sleep in is a bedroom too: a studio is for whoever needs no more than one. */
export const bedroomsOf = ({ bedrooms }: Dwelling): number => Math.max(1, bedrooms);

/** The day of a round. */
export interface Round {
  /** As given, or else the latest day on which a household is ready; null: no day is known at all. */
  readonly on: Day | null;
  /** Only as given: what was guessed from the households makes no dwelling unavailable. */
  readonly given: Day | null;
}
