import { contributionsOf } from '../exchange/exchange-kinds.js';
import type { LinearProgram } from './linear-program.js';
import type { Level } from './level.js';

/** Prices of the rows of a level, as they come from a linear program: not whole, of any sign. */
export interface RowPrices {
  readonly dwelling: (d: number) => number;
  readonly leg: (kind: number) => number;
  readonly householdsOut: (m: number) => number;
  readonly householdsIn: (m: number) => number;
  readonly personsOut: (m: number) => number;
  readonly personsIn: (m: number) => number;
  readonly floorHouseholds: (m: number) => number;
  readonly floorPersons: (m: number) => number;
  readonly floorSingles: number;
  readonly earlier: (level: number) => number;
}

/**
 * A level as rows of a linear program over pairs (used or not) and kinds of exchange (how many): each household and dwelling once; as many legs of
 * each kind as the exchanges have; bands, positive and negative contributions apart; floors; and no earlier goal worth less.
 */
export class Rows {
  readonly count: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly #dwelling: number;
  readonly #leg: Int32Array;
  readonly #band: number;
  readonly #floor: number;
  readonly #earlier: number;
  /**
   * Rows of earlier goals are told in these units, so that what a solver forgives is as little for large numbers as for small. Powers of two, so
   * that nothing is lost.
   */
  readonly #units: readonly number[];

  constructor(private readonly level: Level) {
    const { problem, legKinds } = level.exchanges;
    const households = problem.persons.length;
    const municipalities = problem.municipalityCodes.length;
    const present = legKinds.present();
    this.#dwelling = households;
    this.#leg = new Int32Array(legKinds.count).fill(-1);
    const firstLeg = households + problem.dwellingIds.length;
    present.forEach((kind, at) => (this.#leg[kind] = firstLeg + at));
    this.#band = firstLeg + present.length;
    this.#floor = this.#band + 4 * municipalities;
    this.#earlier = this.#floor + (level.floors === null ? 0 : 2 * municipalities + 1);
    this.count = this.#earlier + level.earlier.length;
    this.#units = level.earlier.map(({ most }) => 2 ** Math.max(0, Math.ceil(Math.log2(Math.max(1, most))) - 10));
    this.lower = new Float64Array(this.count).fill(-Infinity);
    this.upper = new Float64Array(this.count).fill(Infinity);
    this.#limit();
  }

  #limit(): void {
    const { floors, earlier, exchanges } = this.level;
    const { problem } = exchanges;
    const municipalities = problem.municipalityCodes.length;
    this.upper.fill(1, 0, this.#dwelling + problem.dwellingIds.length);
    for (const row of this.#leg) if (row >= 0) this.lower[row] = this.upper[row] = 0;
    for (let m = 0; m < municipalities; m++) {
      this.upper[this.#bandRow(0, m)] = problem.householdBand.high[m]!;
      this.upper[this.#bandRow(1, m)] = -problem.householdBand.low[m]!;
      this.upper[this.#bandRow(2, m)] = problem.personsBand.high[m]!;
      this.upper[this.#bandRow(3, m)] = -problem.personsBand.low[m]!;
      if (floors === null) continue;
      this.lower[this.#floor + m] = floors.households[m]!;
      this.lower[this.#floor + municipalities + m] = floors.persons[m]!;
    }
    if (floors !== null) this.lower[this.#floor + 2 * municipalities] = floors.singles;
    earlier.forEach(({ reached }, at) => (this.lower[this.#earlier + at] = reached / this.#units[at]!));
  }

  #bandRow(measure: 0 | 1 | 2 | 3, m: number): number {
    return this.#band + measure * this.level.exchanges.problem.municipalityCodes.length + m;
  }

  /** The entries of a pair's column, rows ascending. */
  pair(k: number, put: (row: number, value: number) => void): void {
    const { exchanges, floors, earlier } = this.level;
    const { problem, pairHousehold, pairLeg } = exchanges;
    const h = pairHousehold[k]!;
    put(h, 1);
    put(this.#dwelling + problem.pairDwelling[k]!, 1);
    if (pairLeg[k]! >= 0) put(this.#leg[pairLeg[k]!]!, 1);
    if (floors !== null) {
      const m = problem.householdMunicipality[h]!;
      const municipalities = problem.municipalityCodes.length;
      put(this.#floor + m, 1);
      put(this.#floor + municipalities + m, problem.persons[h]!);
      if (problem.persons[h] === 1) put(this.#floor + 2 * municipalities, 1);
    }
    earlier.forEach(({ pair }, at) => {
      if (pair[k] !== 0) put(this.#earlier + at, pair[k]! / this.#units[at]!);
    });
  }

  /** The entries of the column of a kind of exchange, rows ascending. */
  exchange(at: number, put: (row: number, value: number) => void): void {
    const { exchanges, earlier } = this.level;
    const kind = exchanges.kinds[at]!;
    const entries: [row: number, value: number][] = kind.legs.map((leg) => [this.#leg[leg]!, -1]);
    for (const { municipality: m, households, persons } of contributionsOf(exchanges.legKinds, kind)) {
      if (households !== 0) entries.push([this.#bandRow(households > 0 ? 0 : 1, m), Math.abs(households)]);
      if (persons !== 0) entries.push([this.#bandRow(persons > 0 ? 2 : 3, m), Math.abs(persons)]);
    }
    earlier.forEach(({ exchange }, level) => {
      if (exchange[at] !== 0) entries.push([this.#earlier + level, exchange[at]! / this.#units[level]!]);
    });
    entries.sort(([a], [b]) => a - b).forEach(([row, value]) => put(row, value));
  }

  /** The program over some pairs and kinds of exchange: its columns are those pairs, then those kinds. */
  program(pairs: readonly number[], exchanges: readonly number[]): LinearProgram {
    const starts = new Int32Array(pairs.length + exchanges.length + 1);
    const indices: number[] = [];
    const values: number[] = [];
    const put = (row: number, value: number): void => {
      indices.push(row);
      values.push(value);
    };
    let column = 0;
    for (const k of pairs) {
      this.pair(k, put);
      starts[++column] = indices.length;
    }
    for (const at of exchanges) {
      this.exchange(at, put);
      starts[++column] = indices.length;
    }
    const { worth } = this.level;
    return {
      rows: { lower: this.lower, upper: this.upper },
      cost: Float64Array.from([...pairs.map((k) => worth.pair[k]!), ...exchanges.map((at) => worth.exchange[at]!)]),
      lower: new Float64Array(column),
      upper: new Float64Array(column).fill(1, 0, pairs.length).fill(Infinity, pairs.length),
      starts,
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    };
  }

  /** Prices by what they are of, from those of the rows. */
  prices(rows: Float64Array): RowPrices {
    const municipalities = this.level.exchanges.problem.municipalityCodes.length;
    const band =
      (measure: 0 | 1 | 2 | 3) =>
      (m: number): number =>
        rows[this.#bandRow(measure, m)]!;
    const floor =
      (first: number) =>
      (m: number): number =>
        this.level.floors === null ? 0 : -rows[this.#floor + first + m]!;
    return {
      dwelling: (d) => rows[this.#dwelling + d]!,
      leg: (kind) => rows[this.#leg[kind]!]!,
      householdsOut: band(0),
      householdsIn: band(1),
      personsOut: band(2),
      personsIn: band(3),
      floorHouseholds: floor(0),
      floorPersons: floor(municipalities),
      floorSingles: floor(2 * municipalities)(0),
      earlier: (level) => -rows[this.#earlier + level]! / this.#units[level]!,
    };
  }
}
