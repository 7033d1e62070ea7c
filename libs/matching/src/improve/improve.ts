import { mulberry32 } from '#libs/kernel';
import { LegKinds } from '../exchange/leg-kinds.js';
import type { Aim } from '../large/aim.js';
import { takesOf } from '../large/charges.js';
import type { Exchange, Floors, Leg, Plan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { Circles, type Circle } from './circles.js';
import type { LocalPlaces } from './local-places.js';
import { Successions } from './successions.js';

/** What a household or a person is worth extra where a floor is not reached without: parts of the largest worth of a pair, one after the other. */
const EXTRAS = [1 / 64, 1 / 16, 1 / 4, 1, 4];
const MOST_REMOVED = 3;
/** Steps after which successions are evened again, and how much more than what counts they keep: a part of the largest worth of a pair. */
const EVEN_EVERY = 25;
const LEEWAY = 1 / 200;
/** Worth less than this part of the largest is nothing; a placed single counts for less still, so that only equals are told apart. */
const NOTHING = 1e-9;
const PER_SINGLE = 1e-10;

interface Kept {
  readonly exchange: Exchange;
  readonly municipalities: readonly number[];
  readonly takes: readonly (readonly [measure: number, municipality: number, amount: number])[];
}

/**
 * A plan that is made better exchange by exchange. Whatever is not in an exchange is placed at home as well as it can be, always, so what an exchange brings
 * or takes is known exactly, and the best swap or ring is found by adding up successions.
 */
export class Improving {
  readonly #kinds: LegKinds;
  readonly #usedHousehold: Uint8Array;
  readonly #usedDwelling: Uint8Array;
  readonly #room: readonly [Float64Array, Float64Array, Float64Array, Float64Array];
  readonly #successions: Successions;
  readonly #circles: Circles;
  readonly #most: number;
  /** What the placements at home are worth, without extras. */
  readonly #atHome: Float64Array;
  readonly #singles: Int32Array;
  #kept: readonly Kept[];
  readonly #refused = new Set<string>();

  constructor(
    private readonly problem: Problem,
    private readonly aim: Aim,
    private readonly floors: Floors | null,
    exchanges: readonly Exchange[],
  ) {
    const { householdBand, personsBand, householdMunicipality, dwellingMunicipality, pairDwelling } = problem;
    const municipalities = problem.municipalityCodes.length;
    this.#kinds = new LegKinds(problem);
    this.#usedHousehold = new Uint8Array(problem.persons.length);
    this.#usedDwelling = new Uint8Array(problem.dwellingIds.length);
    this.#room = [
      Float64Array.from(householdBand.high),
      Float64Array.from(householdBand.low, (limit) => -limit),
      Float64Array.from(personsBand.high),
      Float64Array.from(personsBand.low, (limit) => -limit),
    ];
    const pairWorth = Float64Array.from(aim.pair);
    for (let h = 0; h < problem.persons.length; h++) {
      for (let k = problem.firstPair[h]!, end = problem.firstPair[h + 1]!; k < end; k++) {
        const from = householdMunicipality[h]!;
        const to = dwellingMunicipality[pairDwelling[k]!]!;
        if (from !== to) pairWorth[k]! += aim.granted(from, to);
      }
    }
    this.#most = pairWorth.reduce((most, worth) => Math.max(most, Math.abs(worth)), 1);
    this.#atHome = new Float64Array(municipalities);
    this.#singles = new Int32Array(municipalities);
    this.#kept = exchanges.map((exchange) => this.#keep(exchange));
    for (const kept of this.#kept) this.#use(kept, 1);
    const [, , out, into] = this.#room;
    this.#successions = new Successions(problem, pairWorth, this.#usedHousehold, this.#usedDwelling, out, into);
    this.#circles = new Circles(this.#successions, (circle) => this.#worthOfCircle(circle));
  }

  /** The plan it ends with; null where the floors are not reached. */
  improve(steps: number, seed: number): Plan | null {
    const all = [...this.problem.municipalityCodes.keys()];
    this.#dropBelowFloors();
    if (!this.#settle(all)) return null;
    this.#fill(all, 2);
    this.#successions.even(this.#most * LEEWAY);
    this.#fill(all, this.problem.maxMunicipalities);
    this.#successions.even(this.#most * LEEWAY);
    const random = mulberry32(seed);
    for (let step = 1; step <= steps && this.#kept.length > 0; step++) {
      this.#exchangeSome(random);
      if (step % EVEN_EVERY === 0) this.#successions.even(this.#most * LEEWAY);
    }
    return { local: this.local, exchanges: this.#kept.map(({ exchange }) => exchange) };
  }

  get local(): readonly Leg[] {
    return this.#successions.into.flatMap(({ places: { home, given } }) =>
      [...given].flatMap((h, d) => (h < 0 ? [] : [{ household: home.households[h]!, dwelling: home.dwellings[d]! }])),
    );
  }

  get #total(): number {
    let sum = this.#atHome.reduce((total, worth) => total + worth, 0);
    for (const { exchange, municipalities } of this.#kept) {
      sum += exchange.legs.reduce((total, leg) => total + this.#worthOfLeg(leg), 0);
      sum += this.aim.exchange(exchange.closed, municipalities);
    }
    return sum;
  }

  #worthOfLeg({ household, dwelling }: Leg): number {
    const { firstPair, pairDwelling } = this.problem;
    let k = firstPair[household]!;
    while (pairDwelling[k] !== dwelling) k++;
    return this.aim.pair[k]!;
  }

  #asked({ closed, legs }: Exchange): number[] {
    const { householdMunicipality, dwellingMunicipality } = this.problem;
    const asked = legs.map(({ household }) => householdMunicipality[household]!);
    return closed ? asked : [...asked, dwellingMunicipality[legs.at(-1)!.dwelling]!];
  }

  #keep(exchange: Exchange): Kept {
    const legs = exchange.legs.map(({ household, dwelling }) => this.#kinds.of(household, dwelling));
    return {
      exchange,
      municipalities: this.#asked(exchange),
      takes: takesOf(this.#kinds, { closed: exchange.closed, legs }),
    };
  }

  #use({ exchange, takes }: Kept, sign: 1 | -1): void {
    for (const { household, dwelling } of exchange.legs) {
      this.#usedHousehold[household] = sign === 1 ? 1 : 0;
      this.#usedDwelling[dwelling] = sign === 1 ? 1 : 0;
    }
    for (const [measure, m, amount] of takes) this.#room[measure]![m]! -= sign * amount;
  }

  #exchangeOf({ households }: Circle): Exchange {
    const { into, problem } = this.#successions;
    const legs = households.map((household, at) => {
      const next = households[(at + 1) % households.length]!;
      const { leaving, dwelling } = into[problem.householdMunicipality[next]!]!;
      return { household, dwelling: dwelling[household * leaving.length + leaving.indexOf(next)]! };
    });
    return { closed: true, legs };
  }

  /** Beside what its successions bring. */
  #worthOfCircle({ households, worth }: Circle): number {
    if (this.#refused.size > 0 && this.#refused.has(households.join())) return -Infinity;
    const { householdMunicipality } = this.problem;
    const asked = households.map((h) => householdMunicipality[h]!);
    const granted = asked.reduce((sum, from, at) => sum + this.aim.granted(from, asked[(at + 1) % asked.length]!), 0);
    return worth - granted + this.aim.exchange(true, asked);
  }

  /** Exchanges of municipalities that do not reach their floors beside them end. */
  #dropBelowFloors(): void {
    const below = (m: number): boolean => this.#reaching(m) === null;
    for (;;) {
      const short = new Set([...this.problem.municipalityCodes.keys()].filter(below));
      const drop = this.#kept.filter(({ municipalities }) => municipalities.some((m) => short.has(m)));
      if (drop.length === 0) return;
      for (const kept of drop) this.#use(kept, -1);
      this.#kept = this.#kept.filter((kept) => !drop.includes(kept));
    }
  }

  /** Places municipalities anew; false, and nothing changed, where floors are not reached. */
  #settle(municipalities: readonly number[]): boolean {
    const places = new Map<number, LocalPlaces>();
    for (const m of municipalities) {
      const found = this.#reaching(m);
      if (found === null) return false;
      places.set(m, found);
    }
    const { persons } = this.problem;
    for (const [m, { home, given }] of places) {
      this.#singles[m] = 0;
      this.#atHome[m] = 0;
      given.forEach((h, d) => {
        if (h < 0) return;
        const household = home.households[h]!;
        this.#atHome[m]! += this.#worthOfLeg({ household, dwelling: home.dwellings[d]! });
        if (persons[household] === 1) this.#singles[m]!++;
      });
    }
    if (this.#singlesPlaced() < (this.floors?.singles ?? 0)) return false;
    this.#successions.settle(places);
    return true;
  }

  #singlesPlaced(): number {
    const { persons } = this.problem;
    let singles = this.#singles.reduce((sum, count) => sum + count, 0);
    for (const { exchange } of this.#kept) for (const leg of exchange.legs) if (persons[leg.household] === 1) singles++;
    return singles;
  }

  /** The best places at home with which a municipality reaches its floors; null where none were found. */
  #reaching(m: number): LocalPlaces | null {
    let perHousehold = 0;
    let perPerson = 0;
    const perSingle = Math.min(2 ** -10, this.#most * PER_SINGLE);
    for (const part of [...EXTRAS, Infinity]) {
      const places = this.#successions.place(m, { perHousehold, perPerson, perSingle });
      const short = this.#short(m, places);
      if (short === null) return places;
      if (short === 'households') perHousehold = part * this.#most;
      else perPerson = part * this.#most;
    }
    return null;
  }

  #short(m: number, { home, given }: LocalPlaces): 'households' | 'persons' | null {
    if (this.floors === null) return null;
    const { persons, householdMunicipality } = this.problem;
    let count = 0;
    let people = 0;
    const add = (household: number): void => {
      count++;
      people += persons[household]!;
    };
    for (const h of given) if (h >= 0) add(home.households[h]!);
    for (const { exchange } of this.#kept) {
      for (const { household } of exchange.legs) if (householdMunicipality[household] === m) add(household);
    }
    if (count < this.floors.households[m]!) return 'households';
    return people < this.floors.persons[m]! ? 'persons' : null;
  }

  /** Takes exchanges out and puts others in; false, and everything as it was, where floors forbid. */
  #change(out: readonly Kept[], add: readonly Kept[]): boolean {
    const before = this.#now();
    for (const kept of out) this.#use(kept, -1);
    for (const kept of add) this.#use(kept, 1);
    this.#kept = [...this.#kept.filter((kept) => !out.includes(kept)), ...add];
    if (this.#settle([...new Set([...out, ...add].flatMap(({ municipalities }) => municipalities))])) return true;
    before();
    return false;
  }

  /** How it is now: what it gives brings this back. */
  #now(): () => void {
    const kept = this.#kept;
    const { into } = this.#successions;
    const arrays = [this.#usedHousehold, this.#usedDwelling, ...this.#room, this.#atHome, this.#singles] as const;
    const copies = arrays.map((array) => array.slice());
    return () => {
      this.#kept = kept;
      arrays.forEach((array, at) => array.set(copies[at]!));
      this.#successions.restore(into);
    };
  }

  /** Adds the exchanges that bring most, until none brings anything. Only those through these municipalities can have become better. */
  #fill(municipalities: readonly number[], most = this.problem.maxMunicipalities): void {
    this.#refused.clear();
    for (let dirty = new Set(municipalities); dirty.size > 0;) {
      const found = this.#bestThrough(dirty, most);
      dirty = new Set();
      for (const circle of found) {
        const kept = this.#keep(this.#exchangeOf(circle));
        if (kept.municipalities.some((m) => dirty.has(m))) continue;
        if (!this.#change([], [kept])) this.#refused.add(circle.households.join());
        for (const m of kept.municipalities) dirty.add(m);
      }
    }
  }

  /** The best circle of each household that is in none. */
  #bestThrough(municipalities: Iterable<number>, most: number): readonly Circle[] {
    const all: Circle[] = [];
    for (const m of municipalities) {
      for (const first of this.#successions.into[m]!.leaving) {
        const found = this.#circles.from(first, most, this.#most * NOTHING);
        if (found !== null) all.push(found);
      }
    }
    return all.sort((a, b) => b.worth - a.worth || a.households[0]! - b.households[0]!);
  }

  /** Takes out an exchange and some that meet it, and fills up again; back to where it was if that is worth less. */
  #exchangeSome(random: () => number): void {
    const total = this.#total;
    const before = this.#now();
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    const first = pick(this.#kept);
    const near = this.#kept.filter(
      (kept) => kept !== first && kept.municipalities.some((m) => first.municipalities.includes(m)),
    );
    const out = new Set([first]);
    for (let more = Math.floor(random() * MOST_REMOVED); more > 0 && near.length > 0; more--) out.add(pick(near));
    const removed = [...out];
    if (!this.#change(removed, [])) return;
    this.#fill([...new Set(removed.flatMap(({ municipalities }) => municipalities))]);
    if (this.#total < total) before();
  }
}
