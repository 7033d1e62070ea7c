/**
 * Who gets which dwelling, with as many households out of a municipality as in, as a flow:
 *
 *   household h (has 1) → dwelling d → municipality of d          placed; the pair is worth something
 *   household h → municipality of h                               not placed; worth nothing
 *   hub → municipality, municipality → hub                        one more out than in, one more in than out, within the band
 *
 * Municipality m takes as many units as it has households: those not placed, and one for each of its dwellings that is used. So what is
 * placed of its households is what is used of its dwellings, plus what the hub makes up for: a circulation, and so integral.
 *
 * Nodes are numbered households, dwellings, municipalities, hub, root; arcs pairs, not placed (by household), used (by dwelling), out and
 * in (by municipality), and those to the root, which carry nothing: they keep the tree whole while parts of the network are apart.
 */
export interface PlacementNetwork {
  readonly householdMunicipality: Int32Array;
  readonly dwellingMunicipality: Int32Array;
  /** H + 1: the pairs of household h are those from `firstPair[h]` up to `firstPair[h + 1]`. */
  readonly firstPair: Int32Array;
  readonly pairDwelling: Int32Array;
  /** M: households more out than in, and more in than out, at most; infinite where there is no limit. */
  readonly mostOut: Float64Array;
  readonly mostIn: Float64Array;
}

/** What a placement network maximises: whole numbers. */
export interface Worth {
  /** P: per pair. */
  readonly pair: Float64Array | Int32Array;
  /** Per household that goes out of a municipality without another coming in: an open path. */
  readonly path: number;
}

/** Arcs that must stay as they are, because another flow would be worth less for an earlier goal. */
export interface Frozen {
  readonly unplaced: Uint8Array;
  readonly used: Uint8Array;
  readonly out: Uint8Array;
  readonly in: Uint8Array;
}
