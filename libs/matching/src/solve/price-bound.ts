import { contributionsOf } from '../exchange/exchange-kinds.js';
import type { Prices } from '../model/plan.js';
import type { Band } from '../model/problem.js';
import { Narrowed, type Branch } from './branches.js';
import type { Exchanges, GoalWorth, Level } from './level.js';
import type { RowPrices } from './rows.js';

/** Prices and what they prove: no choice at this node is worth more than `bound`, a whole number in the unit of the goal. */
export interface PriceBound {
  readonly prices: Prices;
  readonly bound: number;
}

/** Whole numbers from this on are no longer told apart. */
const EXACT = 2 ** 53;

const whole = (scale: number, price: number): number => {
  const rounded = Math.round(price * scale);
  return rounded === 0 ? 0 : rounded;
};
const atLeast0 = (scale: number, price: number): number => Math.max(0, whole(scale, price));

/**
 * Rounds prices to whole numbers of 1/`scale` and mends what rounding broke, so that they prove a bound whatever they came from: legs are made
 * cheaper until no kind of exchange earns, and branches are priced at their best. Null where sums would leave the whole numbers.
 */
export function priceBound(
  level: Level,
  rows: RowPrices,
  branches: readonly Branch[],
  scale: number,
): PriceBound | null {
  const prices = rounded(level, rows, branches, scale);
  const narrowed = new Narrowed(branches, level.exchanges.pairHousehold);
  cheapenLegs(level, prices, narrowed);
  return boundOf(level, prices, branches, narrowed);
}

/** What prices at which no exchange earns prove without branches. Null as in `priceBound`. */
export const boundByPrices = (level: Level, prices: Prices): PriceBound | null =>
  boundOf(level, prices, [], new Narrowed([], level.exchanges.pairHousehold));

function boundOf(level: Level, prices: Prices, branches: readonly Branch[], narrowed: Narrowed): PriceBound | null {
  if (!isExact(level, prices)) return null;
  const sum = new ExactSum();
  addFixedPart(sum, level, prices, branches);
  addHouseholds(sum, level, prices, narrowed);
  return sum.exact && isExact(level, prices) ? { prices, bound: Math.floor(sum.value / prices.scale) } : null;
}

/** A sum of whole numbers that knows whether it is exact: neither all that is added nor all that is taken off reaches 2^53. */
class ExactSum {
  #up = 0;
  #down = 0;

  add(amount: number): void {
    if (amount > 0) this.#up += amount;
    else this.#down -= amount;
  }

  get exact(): boolean {
    return this.#up < EXACT && this.#down < EXACT;
  }

  get value(): number {
    return this.#up - this.#down;
  }
}

const largest = (list: Float64Array): number => list.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Whether no sum for one pair or one exchange can leave the whole numbers: not even if all its terms were at their largest. */
function isExact({ exchanges, worth, earlier }: Level, prices: Prices): boolean {
  const persons = exchanges.problem.persons.reduce((most, count) => Math.max(most, count), 1);
  const sum =
    prices.scale * worth.most +
    earlier.reduce((total, { most }, l) => total + prices.earlier[l]! * most, 0) +
    largest(prices.dwelling) +
    largest(prices.leg) +
    largest(prices.floorHouseholds) +
    largest(prices.floorPersons) * persons +
    prices.floorSingles +
    largest(prices.householdsOut) +
    largest(prices.householdsIn) +
    (largest(prices.personsOut) + largest(prices.personsIn)) * persons * 2 +
    prices.branches.reduce((total, price) => total + price, 0);
  return sum * 2 * (exchanges.problem.municipalityCodes.length + 2) < EXACT;
}

/** A price for what a band does not limit would cost without end. */
function priced(scale: number, limits: Float64Array, price: (m: number) => number): Float64Array {
  return limits.map((limit, m) => (Number.isFinite(limit) ? atLeast0(scale, price(m)) : 0));
}

function rounded(level: Level, rows: RowPrices, branches: readonly Branch[], scale: number): Prices {
  const { problem, legKinds } = level.exchanges;
  const { householdBand, personsBand } = problem;
  const leg = new Float64Array(legKinds.count);
  for (const kind of legKinds.present()) leg[kind] = whole(scale, rows.leg(kind));
  const perMunicipality = (price: (m: number) => number): Float64Array =>
    Float64Array.from(problem.municipalityCodes, (_, m) => (level.floors === null ? 0 : atLeast0(scale, price(m))));
  return {
    scale,
    dwelling: Float64Array.from(problem.dwellingIds, (_, d) => atLeast0(scale, rows.dwelling(d))),
    leg,
    householdsOut: priced(scale, householdBand.high, rows.householdsOut),
    householdsIn: priced(scale, householdBand.low, rows.householdsIn),
    personsOut: priced(scale, personsBand.high, rows.personsOut),
    personsIn: priced(scale, personsBand.low, rows.personsIn),
    floorHouseholds: perMunicipality(rows.floorHouseholds),
    floorPersons: perMunicipality(rows.floorPersons),
    floorSingles: level.floors === null ? 0 : atLeast0(scale, rows.floorSingles),
    earlier: Float64Array.from(level.earlier, (_, at) => atLeast0(scale, rows.earlier(at))),
    branches: new Float64Array(branches.length),
  };
}

/** What a kind of exchange earns by the prices of its legs and by itself, less what the bands charge for it. */
function earnings(level: Level, prices: Prices, at: number): number {
  const { kinds, legKinds } = level.exchanges;
  const kind = kinds[at]!;
  let sum = level.worth.exchange[at]! * prices.scale;
  level.earlier.forEach(({ exchange }, l) => (sum += prices.earlier[l]! * exchange[at]!));
  for (const leg of kind.legs) sum += prices.leg[leg]!;
  for (const { municipality: m, households, persons } of contributionsOf(legKinds, kind)) {
    if (households > 0) sum -= prices.householdsOut[m]! * households;
    if (households < 0) sum += prices.householdsIn[m]! * households;
    if (persons > 0) sum -= prices.personsOut[m]! * persons;
    if (persons < 0) sum += prices.personsIn[m]! * persons;
  }
  return sum;
}

function cheapenLegs(level: Level, prices: Prices, narrowed: Narrowed): void {
  const { kinds, legKinds } = level.exchanges;
  let less = 0;
  for (let at = 0; at < kinds.length; at++) {
    if (narrowed.most.has(at)) continue;
    less = Math.max(less, Math.ceil(earnings(level, prices, at) / kinds[at]!.legs.length));
  }
  if (less > 0) for (const kind of legKinds.present()) prices.leg[kind]! -= less;
  for (const [at, { branch }] of narrowed.most) prices.branches[branch] = Math.max(0, earnings(level, prices, at));
  for (const [at, { branch }] of narrowed.least) prices.branches[branch] = Math.max(0, -earnings(level, prices, at));
}

/** What is charged whatever is chosen. */
function addFixedPart(sum: ExactSum, level: Level, prices: Prices, branches: readonly Branch[]): void {
  const { problem } = level.exchanges;
  prices.dwelling.forEach((price) => sum.add(price));
  const charge = ({ low, high }: Band, out: Float64Array, into: Float64Array): void => {
    for (let m = 0; m < out.length; m++) {
      if (out[m]! > 0) sum.add(out[m]! * high[m]!);
      if (into[m]! > 0) sum.add(into[m]! * -low[m]!);
    }
  };
  charge(problem.householdBand, prices.householdsOut, prices.householdsIn);
  charge(problem.personsBand, prices.personsOut, prices.personsIn);
  if (level.floors !== null) {
    const { households, persons, singles } = level.floors;
    prices.floorHouseholds.forEach((price, m) => sum.add(-price * households[m]!));
    prices.floorPersons.forEach((price, m) => sum.add(-price * persons[m]!));
    sum.add(-prices.floorSingles * singles);
  }
  level.earlier.forEach(({ reached }, l) => sum.add(-prices.earlier[l]! * reached));
  branches.forEach((branch, at) => {
    if (branch.on === 'exchange') sum.add(prices.branches[at]! * (branch.above ? -(branch.most + 1) : branch.most));
  });
}

/** What a pair is worth for all goals together, less what its dwelling and its leg cost. */
function netWorth({ exchanges, worth, earlier }: Level, prices: Prices, k: number): number {
  const { problem, pairHousehold, pairLeg } = exchanges;
  const h = pairHousehold[k]!;
  const m = problem.householdMunicipality[h]!;
  let sum = worth.pair[k]! * prices.scale - prices.dwelling[problem.pairDwelling[k]!]!;
  for (let l = 0; l < earlier.length; l++) sum += prices.earlier[l]! * earlier[l]!.pair[k]!;
  sum += prices.floorHouseholds[m]! + prices.floorPersons[m]! * problem.persons[h]!;
  if (problem.persons[h] === 1) sum += prices.floorSingles;
  return pairLeg[k]! < 0 ? sum : sum - prices.leg[pairLeg[k]!]!;
}

/** What every household can get at most. One that must use a pair gets that one's worth, for its branch pays the difference with its best. */
function addHouseholds(sum: ExactSum, level: Level, prices: Prices, { excluded, forced }: Narrowed): void {
  const { firstPair } = level.exchanges.problem;
  for (let h = 0; h + 1 < firstPair.length; h++) {
    let best = 0;
    for (let k = firstPair[h]!, end = firstPair[h + 1]!; k < end; k++) {
      if (!excluded.has(k)) best = Math.max(best, netWorth(level, prices, k));
    }
    const must = forced.get(h);
    sum.add(best);
    if (must === undefined) continue;
    const own = netWorth(level, prices, must.pair);
    prices.branches[must.branch] = Math.max(0, best - own);
    sum.add(-prices.branches[must.branch]!);
  }
}

/**
 * The number of parts of one to price in: so fine that sums over all households just stay exact. It must be fine, for a unit of an earlier goal
 * of large numbers is worth a tiny part of one of a goal of small ones.
 */
export function scaleFor({ problem }: Exchanges, { most }: GoalWorth): number {
  const total = Math.max(1, most * (problem.persons.length + problem.dwellingIds.length));
  return 2 ** Math.min(44, Math.max(0, Math.floor(Math.log2(2 ** 48 / total))));
}
