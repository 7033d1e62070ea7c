import { unreachable, type LocalDate, type MunicipalityCode } from '#libs/kernel';
import type { CountedPersons, HouseholdEvent, OpenKoppeling } from './household.events.js';
import type { Household, Koppeling } from './household.js';

type Without<E> = E extends HouseholdEvent ? Omit<E, 'openKoppelingen'> : never;
/** What is decided about a household, before it is said what that does to open koppelingen. */
export type HouseholdFact = Without<HouseholdEvent>;
export type HouseholdFactOf<T extends HouseholdFact['type']> = Extract<HouseholdFact, { type: T }>;

/** Adds up per municipality and day: with exchanges, and as if they had not been. */
class Sums {
  readonly #sums = new Map<string, OpenKoppeling>();

  private add(municipality: MunicipalityCode, on: LocalDate, persons: number, withoutExchanges: number): void {
    const key = `${municipality} ${on}`;
    const before = this.#sums.get(key) ?? { municipality, on, persons: 0, withoutExchanges: 0 };
    this.#sums.set(key, {
      ...before,
      persons: before.persons + persons,
      withoutExchanges: before.withoutExchanges + withoutExchanges,
    });
  }

  coupled({ municipality, byCoa }: Pick<Koppeling, 'municipality' | 'byCoa'>, on: LocalDate, persons: number): this {
    this.add(municipality, on, persons, 0);
    this.add(byCoa, on, 0, persons);
    return this;
  }

  /**
   * Persons who from a day on are (or, negative, are no longer) to be housed go along with every koppeling that comes after it, also
   * where it was recorded before: a placement that turns out to be of a day before a recoupling left nobody to be moved.
   */
  from(koppelingen: readonly Koppeling[], day: LocalDate, persons: number): this {
    const first = Math.max(0, indexOn(koppelingen, day));
    for (const koppeling of koppelingen.slice(first)) {
      const { from, until } = koppeling;
      const start = from > day ? from : day;
      if (until !== null && until <= start) continue;
      this.coupled(koppeling, start, persons);
      if (until !== null) this.coupled(koppeling, until, -persons);
    }
    return this;
  }

  /** What counts through an exchange is taken back where it counts, and told where COA had coupled the household. */
  counts(koppelingen: readonly Koppeling[], { municipality, on, persons }: CountedPersons, sign: 1 | -1): this {
    const koppeling = koppelingen[indexOn(koppelingen, on)];
    if (koppeling === undefined || koppeling.municipality !== municipality) return this;
    this.add(municipality, on, 0, -sign * persons);
    this.add(koppeling.byCoa, on, 0, sign * persons);
    return this;
  }

  /** In order of day, then municipality, so that the same fact is always told alike. */
  get changes(): OpenKoppeling[] {
    return [...this.#sums.values()]
      .filter(({ persons, withoutExchanges }) => persons !== 0 || withoutExchanges !== 0)
      .sort((a, b) => (`${a.on} ${a.municipality}` < `${b.on} ${b.municipality}` ? -1 : 1));
  }
}

/** Which koppeling held on a day; -1 before the first. */
const indexOn = (koppelingen: readonly Koppeling[], day: LocalDate): number =>
  koppelingen.findLastIndex(({ from, afterHousing }) => from <= day && !afterHousing);

const NO_KOPPELINGEN: readonly Koppeling[] = [];

/** The fact with what it does to open koppelingen, given the household before and after it. */
export function withOpenKoppelingen(fact: HouseholdFact, before: Household, after: Household): HouseholdEvent {
  const koppelingen = before.status === 'unknown' ? NO_KOPPELINGEN : before.koppelingen;
  const last = koppelingen.at(-1);
  const sums = new Sums();
  switch (fact.type) {
    case 'KoppelingReceived': {
      const now = after.status === 'unknown' ? undefined : after.koppelingen.at(-1);
      if (now !== undefined) sums.coupled(now, fact.split?.on ?? fact.coupledOn, fact.persons);
      return { ...fact, openKoppelingen: sums.changes };
    }
    case 'HouseholdPersonsChanged':
      sums.from(koppelingen, fact.on, fact.open);
      if (fact.counted !== null) sums.counts(koppelingen, fact.counted, 1);
      return { ...fact, openKoppelingen: sums.changes };
    case 'HouseholdSplit':
      return { ...fact, openKoppelingen: sums.from(koppelingen, fact.on, fact.open).changes };
    case 'KoppelingMoved': {
      const now = after.status === 'unknown' ? undefined : after.koppelingen.at(-1);
      if (last !== undefined) sums.coupled(last, fact.on, -fact.open);
      if (now !== undefined) sums.coupled(now, fact.on, fact.open);
      return { ...fact, openKoppelingen: sums.changes };
    }
    case 'KoppelingEnded':
      return { ...fact, openKoppelingen: sums.from(koppelingen, fact.on, -fact.persons).changes };
    case 'HouseholdPlaced':
    case 'RestPlaced':
      sums.from(koppelingen, fact.counted.on, -fact.open).counts(koppelingen, fact.counted, 1);
      return { ...fact, openKoppelingen: sums.changes };
    case 'PlacementCorrected': {
      const { was, becomes, fromOpen, open } = fact;
      sums.from(koppelingen, was.on, becomes === null ? open : fromOpen).counts(koppelingen, was, -1);
      if (becomes !== null) {
        sums.from(koppelingen, becomes.on, open - fromOpen).counts(koppelingen, becomes, 1);
      }
      return { ...fact, openKoppelingen: sums.changes };
    }
    case 'HouseholdProfileChanged':
    case 'CoaKoppelingStated':
    case 'CoaDifferenceResolved':
    case 'HouseholdMovedHome':
    case 'StayEnded':
    case 'MinorsMoved':
    case 'DwellingRefused':
    case 'DwellingRefusalJudged':
    case 'HouseholdClaimed':
    case 'HouseholdReserved':
    case 'HouseholdAssigned':
    case 'HouseholdReleased':
    case 'HouseholdForgetRequested':
    case 'HouseholdForgotten':
      return fact;
    default:
      return unreachable(fact);
  }
}
