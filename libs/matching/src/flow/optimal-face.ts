import { ReducedCosts, type FlowPrices } from './flow-prices.js';
import type { Frozen, PlacementNetwork } from './placement-network.js';
import type { Basis } from './placement-simplex.js';

/** The arcs of a network that are free to carry more or less; the others stay as they are. */
export interface Face {
  /** With the free pairs only. */
  readonly network: PlacementNetwork;
  /** By its place in `network`, the place of each free pair in the whole; null: all are free. */
  readonly pairs: Int32Array | null;
  readonly frozen: Frozen | null;
}

export const wholeFace = (network: PlacementNetwork): Face => ({ network, pairs: null, frozen: null });

/** The place of a pair of the face in the whole network. */
export const inWhole = (face: Face, k: number): number => (face.pairs === null ? k : face.pairs[k]!);

/** All flows that are worth as much as the one that the prices prove: what has a reduced cost stays as it is. */
export function optimalFace(network: PlacementNetwork, prices: FlowPrices): Face {
  const reduced = new ReducedCosts(network, prices);
  const households = network.householdMunicipality.length;
  const firstPair = new Int32Array(households + 1);
  const free: number[] = [];
  for (let h = 0; h < households; h++) {
    for (let k = network.firstPair[h]!, end = network.firstPair[h + 1]!; k < end; k++) {
      if (reduced.pair(h, k) === 0) free.push(k);
    }
    firstPair[h + 1] = free.length;
  }
  const flags = (length: number, cost: (at: number) => number): Uint8Array =>
    Uint8Array.from({ length }, (_, at) => (cost(at) === 0 ? 0 : 1));
  const municipalities = network.mostOut.length;
  return {
    network: { ...network, firstPair, pairDwelling: Int32Array.from(free, (k) => network.pairDwelling[k]!) },
    pairs: Int32Array.from(free),
    frozen: {
      unplaced: flags(households, (h) => reduced.unplaced(h)),
      used: flags(network.dwellingMunicipality.length, (d) => reduced.used(d)),
      out: flags(municipalities, (m) => reduced.out(m)),
      in: flags(municipalities, (m) => reduced.in(m)),
    },
  };
}

/** The basis of an optimum, by the numbers that its arcs have on a face of it: arcs of the tree cost nothing, so all are there. */
export function onFace(basis: Basis, from: Face, to: Face, allPairs: number): Basis {
  const place = new Int32Array(allPairs).fill(-1);
  to.pairs?.forEach((k, at) => (place[k] = at));
  const before = from.network.pairDwelling.length;
  const after = to.network.pairDwelling.length;
  const { arc } = basis.tree;
  for (let node = 0; node < arc.length; node++) {
    const at = arc[node]!;
    if (at >= 0) arc[node] = at < before ? place[inWhole(from, at)]! : at - before + after;
  }
  return basis;
}
