import type { Problem } from '../model/problem.js';
import { Arrivals, type PairsInto } from './arrivals.js';
import { NEVER } from './assignment.js';
import { LocalPlaces } from './local-places.js';

/** What placing a household at home is worth beside its pair. */
export interface Extras {
  readonly perHousehold: number;
  readonly perPerson: number;
  readonly perSingle: number;
}

/** Each looks through all successions once. */
const EVENING_ROUNDS = 6;

/**
 * What it is worth that one household takes a dwelling in a municipality that another leaves: an exchange is a circle of such successions through
 * different municipalities, and is worth their sum. So the best dwelling of every leg, and all that follows at home, is weighed beforehand.
 */
export class Successions {
  /** By municipality. */
  into: readonly Arrivals[];
  /** H: a scale on which all successions of a circle add up to what they did without it (see `even`). */
  readonly level: Float64Array;
  /** H: the most of a household's successions, each less its own level and plus that of who leaves. */
  readonly best: Float64Array;
  #least = -Infinity;
  readonly #households: readonly Int32Array[];
  readonly #dwellings: readonly Int32Array[];
  readonly #pairsInto: readonly PairsInto[];
  readonly #localPairs: readonly PairsInto[];

  constructor(
    readonly problem: Problem,
    /** P: what a pair is worth at home, and where it crosses a border. */
    pairWorth: Float64Array,
    /** 1 where an exchange uses it. */
    private readonly usedHousehold: Uint8Array,
    private readonly usedDwelling: Uint8Array,
    /** M each: persons that bands still allow. */
    private readonly personsOut: Float64Array,
    private readonly personsIn: Float64Array,
  ) {
    const { householdMunicipality, dwellingMunicipality, municipalityCodes, firstPair, pairDwelling } = problem;
    const municipalities = municipalityCodes.length;
    const households = householdMunicipality.length;
    this.level = new Float64Array(households);
    this.best = new Float64Array(households).fill(-Infinity);
    const into: number[][] = Array.from({ length: municipalities }, () => []);
    const local: number[][] = Array.from({ length: municipalities }, () => []);
    const pairHousehold = new Int32Array(pairDwelling.length);
    for (let h = 0; h < households; h++) {
      for (let k = firstPair[h]!, end = firstPair[h + 1]!; k < end; k++) {
        pairHousehold[k] = h;
        const m = dwellingMunicipality[pairDwelling[k]!]!;
        (m === householdMunicipality[h] ? local : into)[m]!.push(k);
      }
    }
    const gather = (pairs: readonly number[]): PairsInto => ({
      household: Int32Array.from(pairs, (k) => pairHousehold[k]!),
      dwelling: Int32Array.from(pairs, (k) => pairDwelling[k]!),
      worth: Float64Array.from(pairs, (k) => pairWorth[k]!),
    });
    this.#pairsInto = into.map(gather);
    this.#localPairs = local.map(gather);
    const of = (place: Int32Array) =>
      Array.from({ length: municipalities }, (_, m) => Int32Array.from(place.keys()).filter((at) => place[at] === m));
    this.#households = of(householdMunicipality);
    this.#dwellings = of(dwellingMunicipality);
    this.into = [];
  }

  /** Local placements for what no exchange uses, where some are worth somewhat extra. */
  place(m: number, { perHousehold, perPerson, perSingle }: Extras): LocalPlaces {
    const { persons } = this.problem;
    const households = this.#households[m]!.filter((h) => this.usedHousehold[h] === 0);
    const dwellings = this.#dwellings[m]!.filter((d) => this.usedDwelling[d] === 0);
    const value = new Float64Array(households.length * dwellings.length).fill(NEVER);
    const row = new Map(Array.from(dwellings, (d, at) => [d, at]));
    const column = new Map(Array.from(households, (h, at) => [h, at]));
    const pairs = this.#localPairs[m]!;
    for (let at = 0; at < pairs.household.length; at++) {
      const d = row.get(pairs.dwelling[at]!);
      const h = column.get(pairs.household[at]!);
      if (d === undefined || h === undefined) continue;
      const size = persons[pairs.household[at]!]!;
      const extra = perHousehold + perPerson * size + (size === 1 ? perSingle : 0);
      value[d * households.length + h] = pairs.worth[at]! + extra;
    }
    return new LocalPlaces({ households, dwellings, value });
  }

  /** Says how municipalities place their own now, and weighs the successions into them. */
  settle(places: ReadonlyMap<number, LocalPlaces>): void {
    const into = [...this.into];
    for (const [m, local] of places) {
      const room = { out: this.personsOut[m]!, in: this.personsIn[m]! };
      const scale = { level: this.level, least: this.#least };
      into[m] = new Arrivals(local, this.#pairsInto[m]!, this.problem.persons, this.usedHousehold, room, scale);
    }
    this.restore(into);
  }

  /** Back to what was weighed before. */
  restore(into: readonly Arrivals[]): void {
    this.into = into;
    for (let h = 0; h < this.best.length; h++) {
      let most = -Infinity;
      if (this.usedHousehold[h] === 0) for (const arrivals of into) most = Math.max(most, arrivals.most[h]!);
      this.best[h] = most - this.level[h]!;
    }
  }

  /**
   * Shifts worth from the successions into a household to those out of it, the same amount, so that no circle is worth more or less but the best of
   * every household are about equal: then what a search has not added up yet is known within a hair. (Value iteration for the greatest mean of a
   * circle; Karp 1978 has the exact one.) From then on, what is worth less by that measure than the best of two others can make up for, and the leeway
   * more, is not weighed any more.
   */
  even(leeway: number): void {
    const { level, best } = this;
    for (let round = 0; round < EVENING_ROUNDS; round++) {
      let sum = 0;
      let count = 0;
      for (const most of best) {
        if (most === -Infinity) continue;
        sum += most;
        count++;
      }
      for (let h = 0; h < best.length; h++) if (best[h]! > -Infinity) level[h]! += best[h]! - sum / count;
      for (const arrivals of this.into) arrivals.even(level);
      this.restore(this.into);
    }
    const most = best.reduce((top, own) => Math.max(top, own), 0);
    this.#least = -(2 * most + leeway);
  }
}
