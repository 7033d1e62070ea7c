import { flowWorth } from '../flow/worth.js';
import type { Prices } from '../model/plan.js';
import { objectiveOf } from '../model/problem.js';
import type { Level } from '../solve/level.js';
import { boundByPrices, type PriceBound } from '../solve/price-bound.js';
import type { BalancePrices } from './relaxation.js';

/**
 * Prices of the relaxation as whole numbers that prove a bound. A leg costs the difference of what its household is charged for leaving and paid for
 * coming in, less what was granted for it; rounding keeps neighbouring sizes within the charge of the band, so that no exchange earns. Null where
 * sums would leave the whole numbers.
 */
export function balanceProof(level: Level, prices: BalancePrices, scale: number): PriceBound | null {
  const { problem, legKinds } = level.exchanges;
  const { floors, earlier } = level;
  const municipalities = legKinds.municipalities;
  const sizes = legKinds.sizes === null ? [0] : [...legKinds.sizes];
  const up = (price: number): number => Math.max(0, Math.round(price * scale));
  const per = (count: number, price: (at: number) => number): Float64Array =>
    Float64Array.from({ length: count }, (_, at) => up(price(at)));
  const banded = (limits: Float64Array, price: (m: number) => number): Float64Array =>
    limits.map((limit, m) => (Number.isFinite(limit) ? up(price(m)) : 0));
  const personsOut = banded(problem.personsBand.high, prices.personsOut);
  const personsIn = banded(problem.personsBand.low, prices.personsIn);
  const householdsOut = banded(problem.householdBand.high, prices.householdsOut);
  const householdsIn = banded(problem.householdBand.low, prices.householdsIn);
  const earlierPrices = per(earlier.length, prices.earlier);
  const own = flowWorth(problem, objectiveOf(problem, level.worth.goal));
  const before = earlier.map(({ goal }) => flowWorth(problem, objectiveOf(problem, goal)));
  const path = scale * own.path + before.reduce((sum, worth, l) => sum + earlierPrices[l]! * worth.path, 0);
  const balance = new Float64Array(municipalities * sizes.length);
  for (let m = 0; m < municipalities; m++) {
    sizes.forEach((size, s) => {
      let price = Math.round(prices.balance(m, s) * scale);
      if (problem.maxChain >= 2) {
        const most = householdsOut[m]! + personsOut[m]! * size - path;
        price = Math.max(-householdsIn[m]! - personsIn[m]! * size, Math.min(most, price));
      }
      if (s > 0) {
        const more = size - sizes[s - 1]!;
        const last = balance[m * sizes.length + s - 1]!;
        price = Math.max(last - personsIn[m]! * more, Math.min(last + personsOut[m]! * more, price));
      }
      balance[m * sizes.length + s] = price === 0 ? 0 : price;
    });
  }
  const leg = new Float64Array(legKinds.count);
  for (const kind of legKinds.present()) {
    const from = legKinds.from(kind);
    const to = legKinds.to(kind);
    const size = kind % sizes.length;
    const granted = (worth: { readonly granted: Float64Array | null }): number =>
      worth.granted === null ? 0 : worth.granted[from * municipalities + to]!;
    const grants = scale * granted(own) + before.reduce((sum, worth, l) => sum + earlierPrices[l]! * granted(worth), 0);
    leg[kind] = balance[from * sizes.length + size]! - balance[to * sizes.length + size]! - grants;
  }
  const rounded: Prices = {
    scale,
    dwelling: per(problem.dwellingIds.length, prices.dwelling),
    leg,
    householdsOut,
    householdsIn,
    personsOut,
    personsIn,
    floorHouseholds: per(municipalities, (m) => (floors === null ? 0 : prices.floorHouseholds(m))),
    floorPersons: per(municipalities, (m) => (floors === null ? 0 : prices.floorPersons(m))),
    floorSingles: floors === null ? 0 : up(prices.floorSingles),
    earlier: earlierPrices,
    branches: new Float64Array(0),
  };
  return boundByPrices(level, rounded);
}
