import type { Leg } from '../model/plan.js';
import { agrees } from './answers.js';
import { Ledger } from './ledger.js';
import type { World } from './world.js';

/** Where a household or a dwelling is. Each goes on to the next, but a claim can end in `free` again. */
const STATE = { coming: 0, free: 1, claimed: 2, settled: 3, lost: 4 } as const;

/** An exchange that was proposed. `legs`: closed, in travel order. */
interface Claim {
  readonly legs: readonly Leg[];
  readonly answeredOn: number;
}

/** One half year under one policy: what happened up to and with `day`. Only what has come can be seen of it. */
export class Course {
  readonly world: World;
  /** H: the day of the move, the dwelling; −1: none. */
  readonly housedOn: Int32Array;
  readonly livesIn: Int32Array;
  /** D: the day that it went to regular letting; −1: it did not. */
  readonly lostOn: Int32Array;
  readonly ledger: Ledger;
  proposed = 0;
  carriedOut = 0;
  #day = -1;
  #claims: Claim[] = [];
  readonly #household: Uint8Array;
  readonly #dwelling: Uint8Array;
  readonly #vetoed: Uint8Array;

  constructor(world: World) {
    const { all, rules } = world;
    this.world = world;
    const [households, dwellings] = [all.persons.length, all.dwellingMunicipality.length];
    this.housedOn = new Int32Array(households).fill(-1);
    this.livesIn = new Int32Array(households).fill(-1);
    this.lostOn = new Int32Array(dwellings).fill(-1);
    this.ledger = new Ledger(all, rules);
    this.#household = new Uint8Array(households);
    this.#dwelling = new Uint8Array(dwellings);
    this.#vetoed = new Uint8Array(all.pairDwelling.length);
  }

  get day(): number {
    return this.#day;
  }

  /** The next morning: who and what has come, what was answered, what is lost. */
  begin(): void {
    const day = ++this.#day;
    this.world.permitOn.forEach((on, h) => {
      if (on <= day && this.#household[h] === STATE.coming) this.#household[h] = STATE.free;
    });
    this.world.vacantOn.forEach((on, d) => {
      if (on <= day && this.#dwelling[d] === STATE.coming) this.#dwelling[d] = STATE.free;
    });
    if (day > 0 && day % 7 === 0) this.ledger.fade();
    const due = this.#claims.filter(({ answeredOn }) => answeredOn <= day);
    this.#claims = this.#claims.filter(({ answeredOn }) => answeredOn > day);
    due.forEach((claim) => this.#answer(claim));
    this.world.vacantOn.forEach((on, d) => {
      if (on + this.world.rules.vacantDays > day || this.#dwelling[d] !== STATE.free) return;
      this.#dwelling[d] = STATE.lost;
      this.lostOn[d] = day;
    });
  }

  waits(household: number): boolean {
    return this.#household[household] === STATE.free;
  }

  isVacant(dwelling: number): boolean {
    return this.#dwelling[dwelling] === STATE.free;
  }

  /** Whether a pair of `world.all` could be placed now: both are free, and nobody said no to it. */
  isOpen(household: number, pair: number): boolean {
    return this.waits(household) && this.isVacant(this.world.all.pairDwelling[pair]!) && this.#vetoed[pair] === 0;
  }

  /** Who waits, the longest first; of those who wait as long, by number. */
  waiting(): number[] {
    const { permitOn } = this.world;
    const waiting: number[] = [];
    for (let h = 0; h < permitOn.length; h++) if (this.waits(h)) waiting.push(h);
    return waiting.sort((one, other) => permitOn[one]! - permitOn[other]! || one - other);
  }

  /** Within a municipality, and today. */
  placeLocally({ household, dwelling }: Leg): void {
    const { householdMunicipality, dwellingMunicipality } = this.world.all;
    if (householdMunicipality[household] !== dwellingMunicipality[dwelling]) throw new Error('not local');
    this.#claim({ household, dwelling });
    this.#move({ household, dwelling });
  }

  /** Holds all of a closed exchange until it is answered. */
  propose(legs: readonly Leg[]): void {
    legs.forEach((leg) => this.#claim(leg));
    const claim = { legs, answeredOn: this.#day + this.world.rules.answerDays };
    this.proposed++;
    this.ledger.hold(legs);
    if (claim.answeredOn === this.#day) this.#answer(claim);
    else this.#claims.push(claim);
  }

  #answer({ legs }: Claim): void {
    const { seed, rules, all } = this.world;
    const declined = legs.filter(({ household, dwelling }) => !agrees(seed, rules.acceptance, household, dwelling));
    this.ledger.release(legs);
    if (declined.length === 0) {
      this.carriedOut++;
      this.ledger.enter(legs);
      legs.forEach((leg) => this.#move(leg));
      return;
    }
    for (const { household, dwelling } of legs) {
      this.#household[household] = STATE.free;
      this.#dwelling[dwelling] = STATE.free;
    }
    for (const { household, dwelling } of declined) {
      const from = all.firstPair[household]!;
      this.#vetoed[all.pairDwelling.indexOf(dwelling, from)] = 1;
    }
  }

  #claim({ household, dwelling }: Leg): void {
    if (!this.waits(household) || !this.isVacant(dwelling)) throw new Error('taken already');
    this.#household[household] = STATE.claimed;
    this.#dwelling[dwelling] = STATE.claimed;
  }

  #move({ household, dwelling }: Leg): void {
    this.#household[household] = STATE.settled;
    this.#dwelling[dwelling] = STATE.settled;
    this.housedOn[household] = this.#day;
    this.livesIn[household] = dwelling;
  }
}
