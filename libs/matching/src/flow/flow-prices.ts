import type { PlacementNetwork } from './placement-network.js';
import type { FlowWorth } from './worth.js';

/**
 * Proof that no flow is worth more for a goal: whole prices, in units of the goal, at which every arc that could still carry more costs at least
 * what it is worth. `worth` is that of the goal plus that of the earlier ones, each as often as `earlier` says.
 */
export interface FlowPrices {
  readonly household: Float64Array;
  readonly dwelling: Float64Array;
  readonly municipality: Float64Array;
  readonly hub: number;
  readonly earlier: readonly number[];
  readonly worth: { readonly pair: Float64Array; readonly path: number };
}

/** Beyond this, sums over some ten thousand prices are no longer exact. */
const MOST_PRICE = 2 ** 38;

/** Reduced costs of one network by prices: below 0 an arc gains by more flow, above 0 by less. */
export class ReducedCosts {
  constructor(
    private readonly network: PlacementNetwork,
    private readonly prices: FlowPrices,
  ) {}

  pair(h: number, k: number): number {
    const { household, dwelling, worth } = this.prices;
    return household[h]! - worth.pair[k]! - dwelling[this.network.pairDwelling[k]!]!;
  }

  unplaced(h: number): number {
    return this.prices.household[h]! - this.prices.municipality[this.network.householdMunicipality[h]!]!;
  }

  used(d: number): number {
    return this.prices.dwelling[d]! - this.prices.municipality[this.network.dwellingMunicipality[d]!]!;
  }

  out(m: number): number {
    return this.prices.hub - this.prices.municipality[m]! - this.prices.worth.path;
  }

  in(m: number): number {
    return this.prices.municipality[m]! - this.prices.hub;
  }
}

/** Prices from the potentials of an optimal tree. */
export function pricesOf(network: PlacementNetwork, worth: FlowWorth, potential: Float64Array): FlowPrices {
  const households = network.householdMunicipality.length;
  const dwellings = network.dwellingMunicipality.length;
  const hub = households + dwellings + network.mostOut.length;
  return {
    household: potential.slice(0, households),
    dwelling: potential.slice(households, households + dwellings),
    municipality: potential.slice(households + dwellings, hub),
    hub: potential[hub]!,
    earlier: [],
    worth: { pair: worth.pair, path: worth.path },
  };
}

/** How often the earlier prices must be added to those of the face, so that an arc off the face is off it still. */
function timesNeeded(network: PlacementNetwork, face: ReducedCosts, earlier: ReducedCosts): number {
  let most = 0;
  const weigh = (now: number, before: number): void => {
    if (before !== 0 && now * before < 0) most = Math.max(most, Math.floor(Math.abs(now / before)));
  };
  const { householdMunicipality, dwellingMunicipality, firstPair, mostOut } = network;
  for (let h = 0; h < householdMunicipality.length; h++) {
    weigh(face.unplaced(h), earlier.unplaced(h));
    for (let k = firstPair[h]!, end = firstPair[h + 1]!; k < end; k++) weigh(face.pair(h, k), earlier.pair(h, k));
  }
  for (let d = 0; d < dwellingMunicipality.length; d++) weigh(face.used(d), earlier.used(d));
  for (let m = 0; m < mostOut.length; m++) {
    weigh(face.out(m), earlier.out(m));
    weigh(face.in(m), earlier.in(m));
  }
  return most + 1;
}

/**
 * Prices of an optimum on the face that earlier prices left free, made to hold for the whole network. Null where they outgrow what a
 * double tells exactly.
 */
export function lifted(network: PlacementNetwork, face: FlowPrices, earlier: FlowPrices): FlowPrices | null {
  const times = timesNeeded(network, new ReducedCosts(network, face), new ReducedCosts(network, earlier));
  const sum = (a: Float64Array, b: Float64Array): Float64Array => a.map((price, i) => price + times * b[i]!);
  const prices: FlowPrices = {
    household: sum(face.household, earlier.household),
    dwelling: sum(face.dwelling, earlier.dwelling),
    municipality: sum(face.municipality, earlier.municipality),
    hub: face.hub + times * earlier.hub,
    earlier: [...earlier.earlier.map((price) => price * times), times],
    worth: {
      pair: sum(face.worth.pair, earlier.worth.pair),
      path: face.worth.path + times * earlier.worth.path,
    },
  };
  const exact = (list: Float64Array): boolean => list.every((price) => Math.abs(price) < MOST_PRICE);
  const fits =
    exact(prices.household) && exact(prices.dwelling) && exact(prices.municipality) && exact(prices.worth.pair);
  return fits && prices.earlier.every((price) => price < MOST_PRICE) ? prices : null;
}
