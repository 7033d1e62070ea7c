import { unreachable, type LocalDate, type MunicipalityCode } from '#libs/kernel';
import type { CountedPersons, HouseholdEvent, OpenKoppeling } from './household.events.js';
import type { Household, Koppeling } from './household.js';
import type { HouseholdFact } from './household-fact.js';
import { waitingChanges, waitingFrom } from './waiting.js';

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
  const now = after.status === 'unknown' ? undefined : after.koppelingen.at(-1);
  const sums = new Sums();
  const changed = (): Sums =>
    waitingChanges(fact, before).reduce((all, { on, persons }) => all.from(koppelingen, on, persons), sums);
  switch (fact.type) {
    case 'KoppelingReceived':
      for (const { on, persons } of waitingChanges(fact, before)) if (now !== undefined) sums.coupled(now, on, persons);
      return { ...fact, openKoppelingen: sums.changes };
    case 'KoppelingMoved': {
      const last = koppelingen.at(-1);
      // It may turn out to be of a day before others came or went: they do so in the new koppeling.
      for (const { on, persons } of before.status === 'unknown' ? [] : waitingFrom(before.waiting, fact.on)) {
        if (last !== undefined) sums.coupled(last, on, -persons);
        if (now !== undefined) sums.coupled(now, on, persons);
      }
      return { ...fact, openKoppelingen: sums.changes };
    }
    case 'HouseholdPersonsChanged':
      changed();
      if (fact.counted !== null) sums.counts(koppelingen, fact.counted, 1);
      return { ...fact, openKoppelingen: sums.changes };
    case 'HouseholdSplit':
      return { ...fact, openKoppelingen: changed().changes };
    case 'KoppelingEnded':
      return { ...fact, openKoppelingen: changed().changes };
    case 'HouseholdPlaced':
    case 'RestPlaced':
      return { ...fact, openKoppelingen: changed().counts(koppelingen, fact.counted, 1).changes };
    case 'PlacementCorrected': {
      changed().counts(koppelingen, fact.was, -1);
      if (fact.becomes !== null) sums.counts(koppelingen, fact.becomes, 1);
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
