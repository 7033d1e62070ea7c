import type { Successions } from './successions.js';

/** Households in travel order, each to take a dwelling where the next one leaves, and the last where the first does. */
export interface Circle {
  readonly households: readonly number[];
  readonly worth: number;
}

/** Searches the best swap or ring of three. */
export class Circles {
  readonly #back: Float64Array;
  readonly #backIn: Float64Array;
  #top: Circle | null = null;
  #most = 0;

  constructor(
    private readonly successions: Successions,
    /** What a circle is worth all in all, at most what it is given with; −∞ where it is not allowed. */
    private readonly worthOf: (circle: Circle) => number,
  ) {
    this.#back = new Float64Array(successions.level.length);
    this.#backIn = new Float64Array(successions.problem.municipalityCodes.length);
  }

  /** The best through a household that is worth more than `atLeast`. */
  from(first: number, mostMunicipalities: number, atLeast: number): Circle | null {
    const { successions } = this;
    const { into, best } = successions;
    const home = into[successions.problem.householdMunicipality[first]!]!;
    const at = home.leaving.indexOf(first);
    this.#top = null;
    this.#most = atLeast;
    if (at < 0 || best[first] === -Infinity || mostMunicipalities < 2) return null;
    const count = home.leaving.length;
    const back = this.#back;
    for (let h = 0, place = at; h < back.length; h++, place += count) back[h] = home.worth[place]!;
    this.#swaps(first);
    if (mostMunicipalities >= 3) this.#rings(first);
    return this.#top;
  }

  #swaps(first: number): void {
    for (const { leaving, worth } of this.successions.into) {
      const row = first * leaving.length;
      for (let t = 0; t < leaving.length; t++) {
        const sum = worth[row + t]! + this.#back[leaving[t]!]!;
        if (sum > this.#most) this.#offer([first, leaving[t]!], sum);
      }
    }
  }

  #rings(first: number): void {
    const { into, level, best, problem } = this.successions;
    const back = this.#back;
    const backIn = this.#backIn;
    const home = problem.householdMunicipality[first]!;
    let mostBack = -Infinity;
    for (let m = 0; m < into.length; m++) {
      let most = -Infinity;
      for (const third of into[m]!.leaving) most = Math.max(most, back[third]! - level[third]!);
      backIn[m] = most;
      mostBack = Math.max(mostBack, most);
    }
    for (let m = 0; m < into.length; m++) {
      if (m === home) continue;
      const { leaving, worth } = into[m]!;
      const row = first * leaving.length;
      for (let t = 0; t < leaving.length; t++) {
        const out = worth[row + t]!;
        const second = leaving[t]!;
        if (out === -Infinity || out + best[second]! + level[second]! + mostBack <= this.#most) continue;
        for (let n = 0; n < into.length; n++) {
          if (n === home || n === m || out + into[n]!.most[second]! + backIn[n]! <= this.#most) continue;
          this.#closeIn(first, second, n, out);
        }
      }
    }
  }

  #closeIn(first: number, second: number, m: number, out: number): void {
    const { leaving, worth } = this.successions.into[m]!;
    const row = second * leaving.length;
    for (let t = 0; t < leaving.length; t++) {
      const sum = out + worth[row + t]! + this.#back[leaving[t]!]!;
      if (sum > this.#most) this.#offer([first, second, leaving[t]!], sum);
    }
  }

  #offer(households: readonly number[], worth: number): void {
    const real = this.worthOf({ households, worth });
    if (real <= this.#most) return;
    this.#most = real;
    this.#top = { households, worth: real };
  }
}
