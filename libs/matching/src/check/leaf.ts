import { marksOf } from '../model/marks.js';
import type { Goal } from '../model/goals.js';
import type { Floors, Prices } from '../model/plan.js';
import { EXACT } from './assignment.js';
import type { BranchTerms } from './branches.js';
import { largestOf } from './floors.js';
import type { Ground } from './ground.js';
import { nothing, type PerGoal } from './worth.js';

/** What must be proven of a level: its goal, the levels before it with what the plan reached, and the floors. */
export interface Claim {
  readonly goal: Goal;
  readonly earlier: readonly { readonly goal: Goal; readonly reached: number }[];
  readonly floors: Floors | null;
}

/** A leaf of a certificate: prices that were looked at, and what the branches on the way to it change. */
export interface Leaf {
  readonly ground: Ground;
  readonly claim: Claim;
  readonly prices: Prices;
  readonly terms: BranchTerms;
  /** How much one unit of each goal counts: the goal itself by the scale, the earlier ones by their prices. */
  readonly units: PerGoal;
}

export function leafOf(ground: Ground, claim: Claim, prices: Prices, terms: BranchTerms): Leaf {
  const units = nothing();
  units[claim.goal] += prices.scale;
  claim.earlier.forEach(({ goal }, level) => (units[goal] += prices.earlier[level]!));
  return { ground, claim, prices, terms, units };
}

/** A sum of whole numbers that knows whether it is exact: neither all that is added nor all that is taken off reaches 2^53. */
class Sum {
  private up = 0;
  private down = 0;

  add(price: number, times = 1): void {
    if (price === 0 || times === 0) return;
    const amount = price * times;
    if (amount > 0) this.up += amount;
    else this.down -= amount;
  }

  get exact(): number | null {
    return this.up < EXACT && this.down < EXACT ? this.up - this.down : null;
  }
}

/** The bound that the prices of a leaf give, in 1/scale of the goal; null when it is too large to be told exactly. */
export function leafBound(leaf: Leaf): number | null {
  const worth = householdWorth(leaf);
  if (!pairsAreExact(leaf, worth)) return null;
  const sum = new Sum();
  for (let household = 0; household < worth.length; household += 1)
    sum.add(Math.max(0, worth[household]! + bestOf(leaf, household)));
  for (const price of leaf.prices.dwelling) sum.add(price);
  addLimits(sum, leaf);
  for (const [price, times] of leaf.terms.bound) sum.add(price, times);
  return sum.exact;
}

/** H: what every placement of a household is worth, whichever dwelling it gets. */
function householdWorth({ ground: { problem }, prices, units }: Leaf): Float64Array {
  return Float64Array.from(problem.persons, (persons, household) => {
    const municipality = problem.householdMunicipality[household]!;
    return (
      units.households +
      units.persons * persons +
      units.overdueHouseholds * (problem.overdue?.[household] ?? 0) +
      units.nearTermHouseholds * (problem.nearTerm?.[household] ?? 0) +
      prices.floorHouseholds[municipality]! +
      prices.floorPersons[municipality]! * persons +
      (persons === 1 ? prices.floorSingles : 0)
    );
  });
}

/** Whether no sum for a single pair can leave what a double tells exactly: all its terms at their largest together do not. */
function pairsAreExact({ ground, prices, terms, units }: Leaf, worth: Float64Array): boolean {
  let largest =
    units.weight * ground.largestWeight +
    units.fit * ground.largestFit +
    largestOf(worth) +
    largestOf(prices.dwelling) +
    largestOf(prices.leg) +
    1000 * units.expectedHouseholds +
    units.fewestMoves +
    units.fewestMunicipalities +
    units.asked +
    units.kept;
  for (const [price] of terms.bound) largest += price;
  return largest < EXACT;
}

/** The best of the pairs of a household, without what they all are worth; −Infinity where it has none. */
function bestOf({ ground, prices, terms, units }: Leaf, household: number): number {
  const { problem, municipalities, sizes } = ground;
  const crossing = -units.fewestMoves - units.fewestMunicipalities;
  const local = 1000 * units.expectedHouseholds;
  const { pairWeight, pairDwelling, dwellingMunicipality } = problem;
  // Where there is no fit a unit of it counts 0, and any whole number will do.
  const pairFit = problem.pairFit ?? pairWeight;
  const { weight, fit } = problem.pairFit === null ? { ...units, fit: 0 } : units;
  const { dwelling, leg } = prices;
  const from = problem.householdMunicipality[household]!;
  const size = ground.sizeOf[household]!;
  const branched = terms.pairs.size > 0;
  const marks = marksOf(problem);
  let best = -Infinity;
  for (let pair = problem.firstPair[household]!; pair < problem.firstPair[household + 1]!; pair += 1) {
    const to = dwellingMunicipality[pairDwelling[pair]!]!;
    let net = weight * pairWeight[pair]! + fit * pairFit[pair]! - dwelling[pairDwelling[pair]!]!;
    net += to === from ? local : crossing - leg[(from * municipalities + to) * sizes.length + size]!;
    if (branched) net += terms.pairs.get(pair) ?? 0;
    if (marks !== null) net += units.asked * marks.asked[pair]! + units.kept * marks.kept[pair]!;
    if (net > best) best = net;
  }
  return best;
}

function addLimits(sum: Sum, { ground: { problem }, claim: { floors, earlier }, prices }: Leaf): void {
  for (let municipality = 0; municipality < problem.municipalityCodes.length; municipality += 1) {
    sum.add(prices.householdsOut[municipality]!, problem.householdBand.high[municipality]);
    sum.add(prices.householdsIn[municipality]!, -problem.householdBand.low[municipality]!);
    sum.add(prices.personsOut[municipality]!, problem.personsBand.high[municipality]);
    sum.add(prices.personsIn[municipality]!, -problem.personsBand.low[municipality]!);
    sum.add(prices.floorHouseholds[municipality]!, -(floors?.households[municipality] ?? 0));
    sum.add(prices.floorPersons[municipality]!, -(floors?.persons[municipality] ?? 0));
  }
  sum.add(prices.floorSingles, -(floors?.singles ?? 0));
  earlier.forEach(({ reached }, level) => sum.add(prices.earlier[level]!, -reached));
}
