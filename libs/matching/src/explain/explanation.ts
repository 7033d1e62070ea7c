import type { JsonValue } from '#libs/kernel';
import type { AnswerLeg, ExchangeShape } from '../answer/answer.js';
import type { PredicateName } from '../compatibility/predicates.js';
import type { PolicyGoal } from '../model/goals.js';
import type { Solution } from '../model/plan.js';
import type { StructuredInstance } from '../read/instance.schema.js';

/** What a goal is worth in one plan and in the other, in its own unit. */
export interface GoalChange {
  readonly goal: PolicyGoal;
  readonly before: number;
  readonly after: number;
}

/** A household that goes from one dwelling to another between two plans; null: it has none. */
export interface Move {
  readonly household: string;
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Each takes what the next one had. The last gets a dwelling that was empty, or none; or, when it goes round, that of the first. What the first had
 * is empty then, if it had any.
 */
export type Chain = readonly Move[];

/** All that differs between two plans: every household that moves is in one chain, once. */
export interface Difference {
  /** In the order of the goals. */
  readonly goals: readonly GoalChange[];
  readonly chains: readonly Chain[];
  /** Households that are placed only in the second plan, and only in the first, by id. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** Whether it is proven that no plan of that worth moves fewer households. */
  readonly fewest: boolean;
}

/** Of two plans the second is worth less for the first goal in which they differ, as much for all, or more (then the first was not the best). */
export type Verdict = 'costs' | 'equal' | 'gains';

export interface Placing {
  readonly household: string;
  readonly dwelling: string;
  /** Null: within the municipality. */
  readonly exchange: { readonly kind: ExchangeShape; readonly legs: readonly AnswerLeg[] } | null;
}

/** A rule of the round that can forbid what fits. */
export const RULES = ['household-band', 'persons-band', 'ring-size', 'path-size', 'never-worse-off'] as const;
export type Rule = (typeof RULES)[number];

/** One rule made wider, everything else as it is: does that allow what was asked? */
export interface RuleTrial {
  readonly rule: Rule;
  /** Of a band: whose; null: of all municipalities at once. */
  readonly municipality: string | null;
  readonly outcome: 'allows' | 'forbids' | 'undecided';
  /**
   * The least that allows it: households or persons more either way than the band leaves, or municipalities in one exchange. Null where it does not
   * allow it, and for a rule that can only be dropped.
   */
  readonly least: number | null;
  /** Whether it is proven that less does not do. */
  readonly exact: boolean;
}

/** The best plan that holds what was asked, as it differs from the plan that is explained. */
export type Alternative =
  /** No plan within the rules holds it; proven. */
  | { readonly kind: 'impossible'; readonly rules: readonly RuleTrial[] }
  /**
   * None was found, nor proven that there is none, with the effort that the round may spend. Of the rules only whether something is found
   * without their limit.
   */
  | { readonly kind: 'undecided'; readonly rules: readonly RuleTrial[] }
  | {
      readonly kind: 'possible';
      readonly verdict: Verdict;
      /** The first goal that differs; null when none does. */
      readonly reason: PolicyGoal | null;
      /** Whether both plans are proven best. */
      readonly proven: boolean;
      readonly placing: Placing;
      readonly difference: Difference;
    };

/** A predicate that fails, by how much (`UNITS`; null: it fails or it does not). */
export interface Lack {
  readonly predicate: PredicateName;
  readonly by: number | null;
}

/** A smallest set of predicates that are all that is in the way: giving way by `nearest` makes one more fit, and nothing less of it does. */
export interface Relaxation {
  readonly predicates: readonly PredicateName[];
  /** How many fail on exactly these. */
  readonly count: number;
  readonly nearest: { readonly id: string; readonly lacks: readonly Lack[] };
}

/** Why a household fits no dwelling, or few; the same of a dwelling. */
export interface Obstacles {
  readonly candidates: number;
  /** In the order of predicates, those that fail at all: one candidate may fail on many. */
  readonly failing: readonly { readonly predicate: PredicateName; readonly count: number }[];
  /** The fewest predicates first, then those that bring most. */
  readonly relaxations: readonly Relaxation[];
}

export const FIT_PARTS = ['rightSize', 'spareBedroom', 'rentSlack', 'softTie', 'soonLost', 'crossing'] as const;
/** A part of the fit that counts for this pair; `times`: spare bedrooms, ties kept, else 1. */
export interface FitPart {
  readonly part: (typeof FIT_PARTS)[number];
  readonly times: number;
  readonly points: number;
}

/** Who is placed, and why there. */
export interface WhyThis {
  readonly kind: 'placed';
  readonly placing: Placing;
  /** Fit in points with its parts; with given pairs only the weight. */
  readonly worth: { readonly of: 'fit' | 'weight'; readonly points: number; readonly parts: readonly FitPart[] | null };
  /** Dwellings that fit the household better, and the best of them: who has it in the plan, and what it would take. */
  readonly better: {
    readonly count: number;
    readonly best: {
      readonly dwelling: string;
      readonly points: number;
      readonly takenBy: string | null;
      readonly alternative: Alternative;
    } | null;
  };
}

export interface WhyNot {
  readonly kind: 'household-waits' | 'dwelling-empty';
  readonly id: string;
  /** How many dwellings fit the household, or households the dwelling. */
  readonly fitting: number;
  /** Null where pairs were given: nothing is known of why. */
  readonly obstacles: Obstacles | null;
  /** Null when nothing fits. */
  readonly alternative: Alternative | null;
}

/** A field of an instance that may be changed. */
export type Field = Exclude<
  keyof StructuredInstance['households'][number] | keyof StructuredInstance['dwellings'][number],
  'id'
>;

/** A field of a household or a dwelling that is another; null: it was not there. */
export interface Change {
  readonly list: 'households' | 'dwellings';
  readonly id: string;
  readonly field: Field;
  readonly from: JsonValue;
  readonly to: JsonValue;
}

export interface WhatIf {
  readonly kind: 'what-if';
  readonly changes: readonly Change[];
  /** For everything that changes: how many fit it, before and after. */
  readonly fits: readonly {
    readonly list: Change['list'];
    readonly id: string;
    readonly before: number;
    readonly after: number;
  }[];
  readonly verdict: Verdict;
  readonly reason: PolicyGoal | null;
  readonly proven: boolean;
  readonly difference: Difference;
}

export type Facts = WhyThis | WhyNot | WhatIf;

/** Solutions of one rule made wider: without limit; with the least that allows it; with one less. Null where nothing was to be tried. */
export interface TrialEvidence {
  readonly widest: Solution;
  readonly least: Solution | null;
  readonly below: Solution | null;
}

/** The solutions that the facts follow from: with them anybody can see that they hold. */
export interface Evidence {
  readonly plan: Solution;
  /** Of the problem with what was asked, or with what was changed. */
  readonly other: Solution | null;
  /** By the same numbers as the rules of the alternative. */
  readonly trials: readonly TrialEvidence[];
}

/** An explanation as data by ids, and what verifies it. */
export interface Explanation<F extends Facts = Facts> {
  readonly facts: F;
  readonly evidence: Evidence;
}
