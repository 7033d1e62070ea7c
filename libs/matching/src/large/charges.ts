import type { LegKinds } from '../exchange/leg-kinds.js';
import type { Agreed } from './agreed.js';
import type { ShortExchange } from './short-exchanges.js';

/** What the bands charge, per household and per person beyond 0. ≥ 0. */
export interface BandPrices {
  readonly householdsOut: (m: number) => number;
  readonly householdsIn: (m: number) => number;
  readonly personsOut: (m: number) => number;
  readonly personsIn: (m: number) => number;
}

/** What bands charge for exchanges; without end where there is no room for one. */
export class Charges {
  constructor(
    private readonly kinds: LegKinds,
    private readonly agreed: Agreed,
    private readonly prices: BandPrices,
  ) {}

  #persons(m: number, more: number): number {
    if (more === 0) return 0;
    const { persons } = this.agreed;
    if (more > 0) return more > persons.out[m]! ? Infinity : more * this.prices.personsOut(m);
    return -more > persons.in[m]! ? Infinity : -more * this.prices.personsIn(m);
  }

  /** At the municipality that one leg comes in to and the next leaves from. */
  passing(before: number, after: number): number {
    return this.#persons(this.kinds.from(after), this.kinds.persons(after) - this.kinds.persons(before));
  }

  /** Where an open path begins. */
  leaving(leg: number): number {
    const m = this.kinds.from(leg);
    if (this.agreed.households.out[m]! < 1) return Infinity;
    return this.prices.householdsOut(m) + this.#persons(m, this.kinds.persons(leg));
  }

  /** Where it ends. */
  arriving(leg: number): number {
    const m = this.kinds.to(leg);
    if (this.agreed.households.in[m]! < 1) return Infinity;
    return this.prices.householdsIn(m) + this.#persons(m, -this.kinds.persons(leg));
  }

  of(closed: boolean, a: number, b: number, c: number): number {
    let sum = closed ? this.passing(c >= 0 ? c : b, a) : this.leaving(a);
    if (b >= 0) sum += this.passing(a, b);
    if (c >= 0) sum += this.passing(b, c);
    return closed ? sum : sum + this.arriving(b >= 0 ? b : a);
  }
}

/** Per municipality what an exchange takes of the bands: [measure, m, amount], measures as rows: households out, in, persons out, in. */
export function takesOf(kinds: LegKinds, exchange: ShortExchange): readonly (readonly [number, number, number])[] {
  const { closed, legs } = exchange;
  const taken: [number, number, number][] = [];
  const persons = (m: number, more: number): void => {
    if (more !== 0) taken.push([more > 0 ? 2 : 3, m, Math.abs(more)]);
  };
  legs.forEach((leg, at) => {
    const before = at > 0 ? legs[at - 1]! : closed ? legs.at(-1)! : null;
    persons(kinds.from(leg), kinds.persons(leg) - (before === null ? 0 : kinds.persons(before)));
    if (before === null) taken.push([0, kinds.from(leg), 1]);
  });
  if (closed) return taken;
  const last = legs.at(-1)!;
  taken.push([1, kinds.to(last), 1]);
  persons(kinds.to(last), -kinds.persons(last));
  return taken;
}

/** Persons that come in too many or too few at the municipalities of an exchange, out of it and in to it alike. */
export const unevenness = (kinds: LegKinds, exchange: ShortExchange): number =>
  takesOf(kinds, exchange).reduce((sum, [measure, , amount]) => (measure >= 2 ? sum + amount : sum), 0);
