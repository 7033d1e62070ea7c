import type { Problem } from '../model/problem.js';
import { lifted, pricesOf, type FlowPrices } from './flow-prices.js';
import { inWhole, onFace, optimalFace, wholeFace } from './optimal-face.js';
import type { PlacementNetwork } from './placement-network.js';
import { PlacementSimplex, type Basis } from './placement-simplex.js';
import type { FlowWorth } from './worth.js';

/** One goal of a flow: what it reached, and the prices that prove that no flow which reached the earlier goals does better. */
export interface FlowLevel {
  readonly value: number;
  /** Null where prices outgrew what a double tells exactly. */
  readonly prices: FlowPrices | null;
}

export interface FlowSolution {
  /** The pairs used, ascending. */
  readonly placed: readonly number[];
  /** One per goal, up to and with the first without prices. */
  readonly levels: readonly FlowLevel[];
  readonly pivots: number;
}

/** The network of a problem: open paths only where they are allowed. */
export function networkOf(problem: Problem): PlacementNetwork {
  const { householdMunicipality, dwellingMunicipality, firstPair, pairDwelling, householdBand, maxChain } = problem;
  const paths = maxChain >= 2;
  return {
    householdMunicipality,
    dwellingMunicipality,
    firstPair,
    pairDwelling,
    mostOut: householdBand.high.map((high) => (paths ? high : 0)),
    mostIn: householdBand.low.map((low) => (paths ? Math.abs(low) : 0)),
  };
}

/**
 * The flow that is best for the first goal, among those for the second, and so on. After each goal only the arcs of its optimal face stay free;
 * the prices of a face are made to hold for the whole network with those of the goals before.
 */
export function solveFlow(network: PlacementNetwork, worths: readonly FlowWorth[]): FlowSolution {
  const levels: FlowLevel[] = [];
  let face = wholeFace(network);
  let basis: Basis | null = null;
  let pivots = 0;
  let placed: readonly number[] = [];
  let earlier: FlowPrices | null = null;
  for (const worth of worths) {
    const pair: Float64Array = face.pairs === null ? worth.pair : Float64Array.from(face.pairs, (k) => worth.pair[k]!);
    const simplex: PlacementSimplex = new PlacementSimplex(
      face.network,
      { pair, path: worth.path },
      face.frozen,
      basis,
    );
    simplex.solve();
    pivots += simplex.pivots;
    placed = simplex.placed().map((k) => inWhole(face, k));
    const own = pricesOf(network, worth, simplex.potential);
    const prices: FlowPrices | null = earlier === null ? own : lifted(network, own, earlier);
    levels.push({ value: worthOfFlow(network, worth, placed), prices });
    if (prices === null || levels.length === worths.length) break;
    const next = optimalFace(network, prices);
    basis = onFace(simplex.basis, face, next, network.pairDwelling.length);
    face = next;
    earlier = prices;
  }
  return { placed, levels, pivots };
}

/** What the pairs used are worth, with an open path for each household that a municipality sends more than it takes in. */
function worthOfFlow(network: PlacementNetwork, worth: FlowWorth, placed: readonly number[]): number {
  const surplus = new Int32Array(network.mostOut.length);
  let sum = 0;
  let h = 0;
  for (const k of placed) {
    while (k >= network.firstPair[h + 1]!) h++;
    surplus[network.householdMunicipality[h]!]!++;
    surplus[network.dwellingMunicipality[network.pairDwelling[k]!]!]!--;
    sum += worth.pair[k]!;
  }
  return worth.path === 0 ? sum : surplus.reduce((total, more) => (more > 0 ? total + more * worth.path : total), sum);
}
