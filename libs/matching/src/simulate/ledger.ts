import type { Leg } from '../model/plan.js';
import type { Band, Problem } from '../model/problem.js';
import type { SimulationRules } from './simulation-rules.js';

/**
 * What exchanges made of the balance between municipalities: out less in. Only closed exchanges happen here, so that in households every municipality
 * stays at 0. In persons there are two accounts: what happened, and what still counts for the band, of which a part fades every week.
 */
export class Ledger {
  /** M: households, and persons, out less in. */
  readonly households: Int32Array;
  readonly persons: Int32Array;
  readonly #counting: Float64Array;
  /** M: what exchanges that are not answered yet could still add, and take. */
  readonly #mayAdd: Int32Array;
  readonly #mayTake: Int32Array;
  readonly #all: Problem;
  readonly #rules: SimulationRules;

  constructor(all: Problem, rules: SimulationRules) {
    const municipalities = all.municipalityCodes.length;
    this.#all = all;
    this.#rules = rules;
    this.households = new Int32Array(municipalities);
    this.persons = new Int32Array(municipalities);
    this.#counting = new Float64Array(municipalities);
    this.#mayAdd = new Int32Array(municipalities);
    this.#mayTake = new Int32Array(municipalities);
  }

  fade(): void {
    this.#counting.forEach((persons, m) => (this.#counting[m] = (persons * this.#rules.keptPerWeek) / 1000));
  }

  hold(legs: readonly Leg[]): void {
    this.#bySide(legs, 1);
  }

  release(legs: readonly Leg[]): void {
    this.#bySide(legs, -1);
  }

  enter(legs: readonly Leg[]): void {
    const { householdMunicipality, dwellingMunicipality } = this.#all;
    for (const { household, dwelling } of legs) {
      this.households[householdMunicipality[household]!]!++;
      this.households[dwellingMunicipality[dwelling]!]!--;
    }
    for (const [m, persons] of this.#personsOut(legs)) {
      this.persons[m]! += persons;
      this.#counting[m]! += persons;
    }
  }

  /** How far a round may go: as an instance says it of a balance and a tolerance, and whatever is answered to what is still open. */
  personsBand(): Band {
    const { personsTolerance } = this.#rules;
    // What is left of a person does not count: to round away from 0 would keep the last one for ever.
    const balance = Array.from(this.#counting, (persons) => Math.trunc(persons));
    return {
      low: Float64Array.from(balance, (b, m) => Math.min(0, Math.min(b, -personsTolerance) - b + this.#mayTake[m]!)),
      high: Float64Array.from(balance, (b, m) => Math.max(0, Math.max(b, personsTolerance) - b - this.#mayAdd[m]!)),
    };
  }

  #bySide(legs: readonly Leg[], times: 1 | -1): void {
    for (const [m, persons] of this.#personsOut(legs)) {
      if (persons > 0) this.#mayAdd[m]! += times * persons;
      else this.#mayTake[m]! -= times * persons;
    }
  }

  /** Of one closed exchange, by municipality. */
  #personsOut(legs: readonly Leg[]): ReadonlyMap<number, number> {
    const { householdMunicipality, dwellingMunicipality, persons } = this.#all;
    const out = new Map<number, number>();
    for (const { household, dwelling } of legs) {
      const [from, to] = [householdMunicipality[household]!, dwellingMunicipality[dwelling]!];
      out.set(from, (out.get(from) ?? 0) + persons[household]!);
      out.set(to, (out.get(to) ?? 0) - persons[household]!);
    }
    return out;
  }
}
