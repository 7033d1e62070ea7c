import type { Problem } from '../model/problem.js';

/**
 * Legs that are alike in an exchange: from one municipality to another, and of as many persons where a band of persons makes that count.
 * Numbered `(from × M + to) × S + size`, as in `Prices.leg`.
 */
export class LegKinds {
  /** The distinct numbers of persons, ascending; null where they do not count (S = 1). */
  readonly sizes: Int32Array | null;
  readonly municipalities: number;
  readonly #sizeOf: Int32Array;

  constructor(private readonly problem: Problem) {
    const { low, high } = problem.personsBand;
    const counts = low.some((limit) => limit !== -Infinity) || high.some((limit) => limit !== Infinity);
    this.municipalities = problem.municipalityCodes.length;
    this.sizes = counts ? Int32Array.from(new Set(problem.persons)).sort() : null;
    const place = new Map(Array.from(this.sizes ?? [], (size, at) => [size, at]));
    this.#sizeOf = problem.persons.map((persons) => place.get(persons) ?? 0);
  }

  get perRoute(): number {
    return this.sizes === null ? 1 : this.sizes.length;
  }

  get count(): number {
    return this.municipalities * this.municipalities * this.perRoute;
  }

  /** −1 where the dwelling lies in the household's own municipality. */
  of(household: number, dwelling: number): number {
    const from = this.problem.householdMunicipality[household]!;
    const to = this.problem.dwellingMunicipality[dwelling]!;
    return from === to ? -1 : (from * this.municipalities + to) * this.perRoute + this.#sizeOf[household]!;
  }

  from(kind: number): number {
    return Math.floor(kind / (this.municipalities * this.perRoute));
  }

  to(kind: number): number {
    return Math.floor(kind / this.perRoute) % this.municipalities;
  }

  /** 0 where persons do not count. */
  persons(kind: number): number {
    return this.sizes === null ? 0 : this.sizes[kind % this.perRoute]!;
  }

  /** The kinds of which there is a pair, ascending. */
  present(): Int32Array {
    const { firstPair, pairDwelling, persons } = this.problem;
    const seen = new Uint8Array(this.count);
    for (let h = 0; h < persons.length; h++) {
      for (let k = firstPair[h]!, end = firstPair[h + 1]!; k < end; k++) {
        const kind = this.of(h, pairDwelling[k]!);
        if (kind >= 0) seen[kind] = 1;
      }
    }
    return Int32Array.from(seen.keys()).filter((kind) => seen[kind] === 1);
  }
}
