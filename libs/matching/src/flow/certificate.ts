import type { LegKinds } from '../exchange/leg-kinds.js';
import type { Prices } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import type { FlowPrices } from './flow-prices.js';
import type { FlowWorth } from './worth.js';

/**
 * Prices of a flow as prices of the problem that it relaxes. A leg costs the difference between its municipalities, so that what closes earns
 * nothing; less what the flow was granted for legs of exchanges that count as a whole.
 */
export function pricesOfFlow(
  problem: Problem,
  legKinds: LegKinds,
  flow: FlowPrices,
  worths: readonly FlowWorth[],
): Prices {
  const { municipality, hub } = flow;
  const paths = problem.maxChain >= 2;
  const granted = (from: number, to: number): number =>
    worths.reduce((sum, worth, level) => {
      if (worth.granted === null) return sum;
      const times = level === worths.length - 1 ? 1 : flow.earlier[level]!;
      return sum + times * worth.granted[from * municipality.length + to]!;
    }, 0);
  const leg = new Float64Array(legKinds.count);
  for (const kind of legKinds.present()) {
    const from = legKinds.from(kind);
    const to = legKinds.to(kind);
    leg[kind] = municipality[from]! - municipality[to]! - granted(from, to);
  }
  const positive = (price: number): number => Math.max(0, price);
  const none = (): Float64Array => new Float64Array(municipality.length);
  return {
    scale: 1,
    dwelling: flow.dwelling.map((price, d) => positive(municipality[problem.dwellingMunicipality[d]!]! - price)),
    leg,
    householdsOut: paths ? municipality.map((price) => positive(price - hub + flow.worth.path)) : none(),
    householdsIn: paths ? municipality.map((price) => positive(hub - price)) : none(),
    personsOut: none(),
    personsIn: none(),
    floorHouseholds: none(),
    floorPersons: none(),
    floorSingles: 0,
    earlier: Float64Array.from(flow.earlier),
    branches: new Float64Array(0),
  };
}
