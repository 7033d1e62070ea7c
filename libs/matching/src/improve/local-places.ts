import { assign, NEVER } from './assignment.js';

/** Those of one municipality that no exchange uses, and what placing them with each other is worth. */
export interface AtHome {
  readonly households: Int32Array;
  readonly dwellings: Int32Array;
  /** D × H over these, row by row; `NEVER` where there is no pair. */
  readonly value: Float64Array;
}

/** The best placements within one municipality, and what they lose when a household leaves them, a dwelling, or one of each. */
export class LocalPlaces {
  /** By place in `dwellings`: a place in `households`, or −1. */
  readonly given: Int32Array;
  readonly worth: number;
  /** By place in `households`: a place in `dwellings`, or −1. */
  readonly #place: Int32Array;
  /** What it costs to find another place for what held `a` and so free `b`; place D stands for nothing: empty, or not placed. */
  readonly #distance: Float64Array;

  constructor(readonly home: AtHome) {
    const { households, dwellings, value } = home;
    this.given = assign(dwellings.length, households.length, value);
    this.#place = new Int32Array(households.length).fill(-1);
    let worth = 0;
    this.given.forEach((h, d) => {
      if (h < 0) return;
      this.#place[h] = d;
      worth += value[d * households.length + h]!;
    });
    this.worth = worth;
    this.#distance = this.#distances();
  }

  /** Shortest paths among dwellings (Floyd and Warshall): who held one moves to the next. There is no circle that gains, for the placements are best. */
  #distances(): Float64Array {
    const { households, dwellings, value } = this.home;
    const count = dwellings.length;
    const size = count + 1;
    const distance = new Float64Array(size * size).fill(Infinity);
    const valueOf = (h: number, d: number): number => value[d * households.length + h]!;
    for (let a = 0; a <= count; a++) distance[a * size + a] = 0;
    for (let a = 0; a < count; a++) {
      const holder = this.given[a]!;
      if (holder < 0) {
        distance[a * size + count] = 0;
        continue;
      }
      const own = valueOf(holder, a);
      distance[a * size + count] = own;
      for (let b = 0; b < count; b++) {
        if (b !== a && valueOf(holder, b) !== NEVER) distance[a * size + b] = own - valueOf(holder, b);
      }
    }
    for (let b = 0; b < count; b++) {
      let least = this.given[b]! < 0 ? Infinity : 0;
      for (let h = 0; h < households.length; h++) {
        if (this.#place[h]! < 0 && valueOf(h, b) !== NEVER) least = Math.min(least, -valueOf(h, b));
      }
      distance[count * size + b] = least;
    }
    for (let via = 0; via < size; via++) {
      for (let a = 0; a < size; a++) {
        const first = distance[a * size + via]!;
        if (first === Infinity) continue;
        for (let b = 0; b < size; b++) {
          const through = first + distance[via * size + b]!;
          if (through < distance[a * size + b]!) distance[a * size + b] = through;
        }
      }
    }
    return distance;
  }

  /** What the placements lose without a household and a dwelling, by their places here; −1: without the other alone. ≥ 0 but for rounding. */
  loss(household: number, dwelling: number): number {
    const { households, dwellings, value } = this.home;
    const size = dwellings.length + 1;
    const from = dwelling < 0 ? dwellings.length : dwelling;
    const held = household < 0 ? -1 : this.#place[household]!;
    const to = held < 0 ? dwellings.length : held;
    const own = held < 0 ? 0 : value[held * households.length + household]!;
    return this.#distance[from * size + to]! + own;
  }
}
