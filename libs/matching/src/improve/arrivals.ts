import type { LocalPlaces } from './local-places.js';

/** Pairs into one municipality from others: households (rising), dwellings and what each is worth, at the same places. */
export interface PairsInto {
  readonly household: Int32Array;
  readonly dwelling: Int32Array;
  readonly worth: Float64Array;
}

/** See `Successions.even`. */
export interface Scale {
  /** H. */
  readonly level: Float64Array;
  readonly least: number;
}

/**
 * What it is worth that a household comes to a municipality where another leaves, and the rest is then placed anew as well as it can be: the pair of the one,
 * less what the placements lose without the dwelling and without the other.
 */
export class Arrivals {
  /** T: those who may leave, for no exchange uses them. */
  readonly leaving: Int32Array;
  /** H × T; −∞ where it can not be. */
  readonly worth: Float64Array;
  /** H × T: the dwelling that this is worth most with. */
  readonly dwelling: Int32Array;
  /** H: the most of a row, with the level of who leaves. */
  readonly most: Float64Array;

  constructor(
    readonly places: LocalPlaces,
    pairs: PairsInto,
    private readonly persons: Int32Array,
    private readonly usedHousehold: Uint8Array,
    /** Persons more that may go out of the municipality, and come in. */
    private readonly room: { readonly out: number; readonly in: number },
    /** What is worth so little by these levels is left out. */
    scale: Scale,
  ) {
    this.leaving = places.home.households;
    this.worth = new Float64Array(persons.length * this.leaving.length).fill(-Infinity);
    this.dwelling = new Int32Array(this.worth.length);
    this.most = new Float64Array(persons.length);
    this.#weigh(pairs, scale);
    this.#keepToBand();
    this.even(scale.level);
  }

  #weigh({ household, dwelling, worth }: PairsInto, { level, least }: Scale): void {
    const { dwellings } = this.places.home;
    const count = this.leaving.length;
    const losses = new Float64Array(dwellings.length * count);
    /** By dwelling, what a pair has at most beside its own worth. */
    const promise = new Float64Array(dwellings.length).fill(-Infinity);
    const place = new Map<number, number>();
    dwellings.forEach((d, at) => {
      place.set(d, at);
      for (let t = 0; t < count; t++) {
        const loss = this.places.loss(t, at);
        losses[at * count + t] = loss;
        promise[at] = Math.max(promise[at]!, level[this.leaving[t]!]! - loss);
      }
    });
    const free = new Int32Array(dwelling.length);
    for (let at = 0; at < free.length; at++) free[at] = place.get(dwelling[at]!) ?? -1;
    const { worth: most, dwelling: by, usedHousehold } = this;
    for (let at = 0; at < household.length; at++) {
      const h = household[at]!;
      if (free[at]! < 0 || usedHousehold[h] === 1 || worth[at]! + promise[free[at]!]! - level[h]! < least) continue;
      const row = h * count;
      const loss = free[at]! * count;
      for (let t = 0; t < count; t++) {
        const value = worth[at]! - losses[loss + t]!;
        if (value <= most[row + t]!) continue;
        most[row + t] = value;
        by[row + t] = dwelling[at]!;
      }
    }
  }

  #keepToBand(): void {
    const { persons, leaving, worth, room } = this;
    const count = leaving.length;
    for (let h = 0; h < persons.length; h++) {
      for (let t = 0; t < count; t++) {
        const more = persons[leaving[t]!]! - persons[h]!;
        if (more > room.out || -more > room.in) worth[h * count + t] = -Infinity;
      }
    }
  }

  /** Weighs the rows by new levels. */
  even(level: Float64Array): void {
    const { leaving, worth, most } = this;
    const count = leaving.length;
    const own = Float64Array.from(leaving, (h) => level[h]!);
    for (let h = 0, at = 0; h < most.length; h++) {
      let top = -Infinity;
      for (let t = 0; t < count; t++, at++) {
        const value = worth[at]! + own[t]!;
        if (value > top) top = value;
      }
      most[h] = top;
    }
  }
}
