import type { Dwelling, Household } from './housing.js';
import type { Predicate } from './predicates.js';

/** A set of dwellings: bit d & 31 of word d >> 5. */
export type DwellingSet = Int32Array;

/** What sets of one predicate may take before they are made anew: a rent or a tie of each household its own. */
const MOST_BYTES = 32_000_000;

/**
 * For which dwellings the predicates hold, by sets that households with an equal need share: a household of the country has 12,000
 * candidates, and all of them are judged in some hundreds of words at a time.
 */
export class DwellingSets {
  readonly #predicates: readonly Predicate[];
  readonly #dwellings: readonly Dwelling[];
  readonly #municipalities: number;
  readonly #words: number;
  /** By dwelling: the municipality where it stands. */
  readonly #places: Int32Array;
  readonly #known: readonly Map<string | number, DwellingSet>[];

  constructor(predicates: readonly Predicate[], dwellings: readonly Dwelling[], municipalities: number) {
    this.#predicates = predicates;
    this.#dwellings = dwellings;
    this.#municipalities = municipalities;
    this.#words = Math.ceil(dwellings.length / 32);
    this.#places = Int32Array.from(dwellings, ({ municipality }) => municipality);
    this.#known = predicates.map(() => new Map());
  }

  /** The dwellings that fit the household, a set of the caller's own. */
  fitting(household: Household): DwellingSet {
    const fitting = new Int32Array(this.#words).fill(-1);
    this.#predicates.forEach((predicate, i) => {
      narrow(fitting, this.#holding(predicate, this.#known[i]!, household));
    });
    return fitting;
  }

  #holding(predicate: Predicate, known: Map<string | number, DwellingSet>, household: Household): DwellingSet {
    const key = predicate.key(household);
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size * this.#words * 4 > MOST_BYTES) known.clear();
    const made =
      predicate.of === 'dwelling' ? this.#byDwelling(predicate, household) : this.#byPlace(predicate, household);
    known.set(key, made);
    return made;
  }

  #byDwelling({ lack }: Predicate & { of: 'dwelling' }, household: Household): DwellingSet {
    const set = new Int32Array(this.#words);
    for (const dwelling of this.#dwellings) {
      if (lack(household, dwelling) <= 0) set[dwelling.number >>> 5]! |= 1 << (dwelling.number & 31);
    }
    return set;
  }

  #byPlace({ lack }: Predicate & { of: 'municipality' }, household: Household): DwellingSet {
    const holds = new Uint8Array(this.#municipalities);
    for (let m = 0; m < holds.length; m++) holds[m] = lack(household, m) <= 0 ? 1 : 0;
    const set = new Int32Array(this.#words);
    const places = this.#places;
    for (let d = 0; d < places.length; d++) set[d >>> 5]! |= holds[places[d]!]! << (d & 31);
    return set;
  }
}

function narrow(set: DwellingSet, to: DwellingSet): void {
  for (let w = 0; w < set.length; w++) set[w] = set[w]! & to[w]!;
}

/** Bits are added up in pairs, fours and bytes: most words hold a few, and a step per bit takes thrice as long. */
export function sizeOf(set: DwellingSet): number {
  let size = 0;
  for (let w = 0; w < set.length; w++) {
    const pairs = set[w]! - ((set[w]! >>> 1) & 0x5555_5555);
    const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
    size += Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
  }
  return size;
}

/** Writes the dwellings of a set, ascending, from `at` on. */
export function writeMembers(set: DwellingSet, into: Int32Array, at: number): void {
  let next = at;
  for (let w = 0; w < set.length; w++) {
    for (let word = set[w]!; word !== 0; word &= word - 1) into[next++] = w * 32 + 31 - Math.clz32(word & -word);
  }
}
