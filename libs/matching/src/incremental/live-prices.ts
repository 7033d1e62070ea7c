import type { LiveNetwork } from './live-network.js';

/** Whole prices for one goal, by number; those of households and dwellings that are gone or frozen mean nothing. */
export interface LevelPrices {
  readonly household: Float64Array;
  readonly dwelling: Float64Array;
  readonly municipality: Float64Array;
  readonly hub: number;
}

/**
 * Proof that no flow is worth more, goal by goal: the cost of an arc, less what its end is worth, plus what its start is, is told goal after goal. Its
 * first number that is not 0 is above 0 where the arc could carry more, and below 0 where it could carry less. The first level
 * is no goal but the bands: every flow that keeps them has what it says.
 */
export interface LivePrices {
  readonly bands: LevelPrices;
  /** In the order of the goals. */
  readonly goals: readonly LevelPrices[];
}

export function livePrices(network: LiveNetwork, goals: number): LivePrices {
  const households = network.seat.length;
  const dwellings = network.occupant.length;
  const levels = Array.from({ length: goals + 1 }, () => ({
    household: new Float64Array(households),
    dwelling: new Float64Array(dwellings),
    municipality: new Float64Array(network.hub),
    hub: 0,
  }));
  const tell = (
    { hi, mid, lo }: { hi: number; mid: number; lo: number },
    put: (level: number, price: number) => void,
  ) => network.packing.digits(hi, mid, lo).forEach((price, level) => put(level, price));
  for (let m = 0; m < network.hub; m++) {
    tell(network.price.at(m), (level, price) => (levels[level]!.municipality[m] = price));
  }
  for (let d = 0; d < dwellings; d++) {
    if (!network.isDwelling(d) || network.isFrozenDwelling(d)) continue;
    tell(network.priceOfDwelling(d), (level, price) => (levels[level]!.dwelling[d] = price));
  }
  for (let h = 0; h < households; h++) {
    if (!network.isHousehold(h) || network.frozen.has(h)) continue;
    tell(network.priceOfHousehold(h), (level, price) => (levels[level]!.household[h] = price));
  }
  return { bands: levels[0]!, goals: levels.slice(1) };
}
