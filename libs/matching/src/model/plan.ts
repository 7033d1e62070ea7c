import type { Goal } from './goals.js';

/** A household to a dwelling, by their numbers in the `Problem`. */
export interface Leg {
  readonly household: number;
  readonly dwelling: number;
}

/**
 * Legs in travel order: the dwelling of each leg lies in the municipality of the next leg's household. Closed: the last leads back to
 * the first (a swap of two, a ring of more). Open: it does not (a take-over of one leg, a chain of more).
 */
export interface Exchange {
  readonly closed: boolean;
  readonly legs: readonly Leg[];
}

/** Who is placed where. Local placements are single legs within a municipality. */
export interface Plan {
  readonly local: readonly Leg[];
  readonly exchanges: readonly Exchange[];
}

/** What a level of the plan reached, and how much more there could be at most, both whole numbers in the unit of the goal. */
export interface LevelResult {
  readonly goal: Goal;
  readonly value: number;
  readonly bound: number;
  readonly certificate: Certificate;
}

/**
 * Floors of the rule "never worse off": per municipality households and persons placed of its own, anywhere; singles in total (0 where
 * the rule does not ask it). Those of one canonical plan with local placements only.
 */
export interface Floors {
  readonly households: Int32Array;
  readonly persons: Int32Array;
  readonly singles: number;
}

/**
 * Prices that bound a goal from above, whole numbers in 1/`scale` of its unit; all arrays by the numbers of the `Problem`. With them no plan can
 * be worth more than
 *
 *   Σ_h max(0, best net worth of its pairs) + Σ_d dwelling + Σ_m (out·high + in·−low of households and of persons)
 *     − Σ_m (floorHouseholds·floor + floorPersons·floor) − floorSingles·floor − Σ_l earlier[l]·reached[l] + what branches add,
 *
 * where the net worth of a pair is its worth for the goal, plus that for each earlier level times its price, plus the prices of the floors that
 * the household counts for, minus the price of the dwelling, minus the price of its leg when it crosses a border. It holds because no
 * allowed exchange earns more by its legs' prices than the bands charge for it; that is for the checker to see.
 */
export interface Prices {
  readonly scale: number;
  /** D, ≥ 0. */
  readonly dwelling: Float64Array;
  /** M × M × S by `(from × M + to) × S + size`; S = 1 without a persons band, else the distinct numbers of persons, ascending. Any sign. */
  readonly leg: Float64Array;
  /** M each, ≥ 0: price per household beyond 0 that an exchange adds out of (in to) the municipality. 0 where the band has no limit. */
  readonly householdsOut: Float64Array;
  readonly householdsIn: Float64Array;
  /** M each, ≥ 0: the same per person; per exchange only the difference at a municipality counts. */
  readonly personsOut: Float64Array;
  readonly personsIn: Float64Array;
  /** M each, ≥ 0. */
  readonly floorHouseholds: Float64Array;
  readonly floorPersons: Float64Array;
  /** ≥ 0. */
  readonly floorSingles: number;
  /** ≥ 0, per earlier level: price per unit of its goal. */
  readonly earlier: Float64Array;
  /** ≥ 0, per branch taken on the way from the root, in that order; 0 where a pair was excluded. */
  readonly branches: Float64Array;
}

/**
 * A yes-or-no that splits all plans in two. Of a pair: it is not used (`below`), or it is (`above`). Of a kind of exchange (legs as indices into
 * `Prices.leg`, in travel order from the smallest): at most `most` of it (`below`), or more (`above`).
 */
export type Split =
  | { readonly on: 'pair'; readonly pair: number }
  | { readonly on: 'exchange'; readonly closed: boolean; readonly legs: readonly number[]; readonly most: number };

/**
 * Why a goal cannot be worth more than its bound: prices, or a split with the same for either side. `impossible` prices show that a side
 * holds no plan at all that reaches the bound of the level: they bound it below as any prices do.
 */
export type Certificate =
  | { readonly kind: 'prices'; readonly prices: Prices }
  | { readonly kind: 'split'; readonly split: Split; readonly below: Certificate; readonly above: Certificate };

/** A plan with its proof. */
export interface Solution {
  readonly plan: Plan;
  readonly floors: Floors | null;
  readonly levels: readonly LevelResult[];
}
