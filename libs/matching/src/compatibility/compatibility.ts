import { DwellingSets, sizeOf, writeMembers } from './dwelling-sets.js';
import { Fit, fitKey } from './fit.js';
import type { Dwelling, Household } from './housing.js';
import {
  PREDICATES,
  predicatesOf,
  UNITS,
  type Predicate,
  type PredicateName,
  type Surroundings,
} from './predicates.js';

/** A predicate that fails, and by how much, rounded up to whole `UNITS`; null where it has none. */
export interface Misfit {
  readonly name: PredicateName;
  readonly by: number | null;
}

/** The compatible pairs of all households, as in `Problem`; `fit` by the same numbers. */
export interface CompatiblePairs {
  readonly firstPair: Int32Array;
  readonly dwelling: Int32Array;
  readonly fit: Int32Array;
}

/** Which households could live in which dwellings, and why not. Households and dwellings stand in the order of their numbers. */
export class Compatibility {
  readonly #households: readonly Household[];
  readonly #dwellings: readonly Dwelling[];
  readonly #predicates: readonly Predicate[];
  readonly #surroundings: Surroundings;

  constructor(households: readonly Household[], dwellings: readonly Dwelling[], surroundings: Surroundings) {
    this.#households = households;
    this.#dwellings = dwellings;
    this.#surroundings = surroundings;
    this.#predicates = predicatesOf(surroundings);
  }

  /** A bit for each predicate that fails, by its place in `PREDICATES`; 0: they are compatible. */
  failures(household: number, dwelling: number): number {
    return this.#predicates.reduce((mask, predicate, bit) => {
      return this.#lack(predicate, household, dwelling) > 0 ? mask | (1 << bit) : mask;
    }, 0);
  }

  compatible(household: number, dwelling: number): boolean {
    return this.failures(household, dwelling) === 0;
  }

  /** What is in the way, in the order of `PREDICATES`. */
  misfits(household: number, dwelling: number): readonly Misfit[] {
    return this.#predicates.flatMap((predicate) => {
      const lack = this.#lack(predicate, household, dwelling);
      return lack > 0 ? [{ name: predicate.name, by: UNITS[predicate.name] === null ? null : Math.ceil(lack) }] : [];
    });
  }

  /** How many pairs are compatible of each household: what `pairs` would take, told before it is taken. */
  counts(): Int32Array {
    const sets = this.#sets();
    const counts = new Int32Array(this.#households.length);
    for (const alike of this.#classes()) {
      const size = sizeOf(sets.fitting(alike[0]));
      for (const { number } of alike) counts[number] = size;
    }
    return counts;
  }

  /** All compatible pairs. `counts`: those of `counts()`. */
  pairs(counts: Int32Array): CompatiblePairs {
    const firstPair = new Int32Array(counts.length + 1);
    counts.forEach((count, h) => (firstPair[h + 1] = firstPair[h]! + count));
    const dwelling = new Int32Array(firstPair[counts.length]!);
    const fit = new Int32Array(dwelling.length);
    const sets = this.#sets();
    const points = new Fit(this.#surroundings, this.#dwellings);
    for (const [first, ...others] of this.#classes()) {
      const [at, end] = [firstPair[first.number]!, firstPair[first.number + 1]!];
      writeMembers(sets.fitting(first), dwelling, at);
      points.write(first, dwelling, at, end, fit);
      for (const { number } of others) {
        dwelling.copyWithin(firstPair[number]!, at, end);
        fit.copyWithin(firstPair[number]!, at, end);
      }
    }
    return { firstPair, dwelling, fit };
  }

  #sets(): DwellingSets {
    return new DwellingSets(this.#predicates, this.#dwellings, this.#surroundings.centres.length);
  }

  /** Households that are alike to every dwelling: their pairs are found once. */
  #classes(): Iterable<readonly [Household, ...Household[]]> {
    const classes = new Map<string, [Household, ...Household[]]>();
    for (const household of this.#households) {
      const key = `${this.#predicates.map((predicate) => predicate.key(household)).join(';')};${fitKey(household)}`;
      const alike = classes.get(key);
      if (alike === undefined) classes.set(key, [household]);
      else alike.push(household);
    }
    return classes.values();
  }

  #lack(predicate: Predicate, household: number, dwelling: number): number {
    const [needs, offer] = [this.#households[household], this.#dwellings[dwelling]];
    if (needs === undefined || offer === undefined) throw new RangeError('no such household or dwelling');
    return predicate.of === 'dwelling' ? predicate.lack(needs, offer) : predicate.lack(needs, offer.municipality);
  }
}

/** The names of a mask of failures, in their order. */
export const namesOf = (mask: number): readonly PredicateName[] => PREDICATES.filter((_, bit) => (mask >>> bit) & 1);
