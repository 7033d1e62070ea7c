import type { ExchangeShape } from '../../answer/answer.js';
import type { PredicateName } from '../../compatibility/predicates.js';
import type { PolicyGoal } from '../../model/goals.js';
import type { Change, Field, FitPart, Rule } from '../explanation.js';

export const LANGUAGES = ['nl', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What there is more of, or less: amounts as they are told, with their unit. */
export type Unit = 'km' | 'persons' | 'bedrooms' | 'cents' | 'days';

/**
 * Every sentence and word that an explanation is told in. A language is one of these, and the compiler sees that none is missing. Ids and codes
 * come as they are; numbers come written out.
 */
export interface Catalogue {
  readonly number: (value: number) => string;
  readonly signed: (value: number) => string;
  readonly amount: Readonly<Record<Unit, (by: number) => string>>;
  readonly goals: Readonly<Record<PolicyGoal, string>>;
  readonly predicates: Readonly<Record<PredicateName, string>>;
  readonly parts: Readonly<Record<FitPart['part'], (times: string) => string>>;
  readonly shapes: Readonly<Record<ExchangeShape, string>>;
  readonly lists: Readonly<Record<Change['list'], string>>;
  readonly fields: Readonly<Record<Field, string>>;
  readonly and: string;
  /** The value of a field that is not there. */
  readonly absent: string;

  readonly placedHere: (household: string, dwelling: string) => string;
  readonly placedByExchange: (household: string, dwelling: string, shape: string, legs: string) => string;
  readonly leg: (household: string, from: string, dwelling: string, to: string) => string;
  readonly fits: (points: string, parts: string) => string;
  readonly weighs: (weight: string) => string;
  readonly part: (part: string, points: string) => string;
  readonly noneBetter: string;
  readonly better: (count: number, dwelling: string, points: string) => string;
  readonly takenBy: (dwelling: string, household: string) => string;
  readonly leftEmpty: (dwelling: string) => string;

  readonly householdWaits: (household: string) => string;
  readonly dwellingEmpty: (dwelling: string) => string;
  readonly dwellingsFit: (count: number, candidates: string | null) => string;
  readonly householdsFit: (count: number, candidates: string | null) => string;
  readonly failing: (list: string) => string;
  readonly failsOn: (predicate: string, count: number) => string;
  readonly relaxDwellings: (count: number, predicates: string, single: boolean, id: string, amounts: string) => string;
  readonly relaxHouseholds: (count: number, predicates: string, single: boolean, id: string, amounts: string) => string;
  readonly more: (count: number) => string;
  readonly moreWays: (count: number) => string;

  readonly possible: (household: string, dwelling: string) => string;
  readonly costs: (goal: string, before: string, after: string) => string;
  readonly equal: string;
  readonly gains: (goal: string, before: string, after: string) => string;
  readonly goalsChange: (list: string) => string;
  readonly goalsStay: string;
  readonly goal: (goal: string, before: string, after: string) => string;
  readonly notProven: string;
  readonly fewest: string;
  readonly undecided: string;
  readonly rules: Readonly<Record<Rule, string>>;
  readonly foundWithout: (rule: string) => string;
  readonly impossible: string;
  readonly allowedBy: Readonly<
    Record<Rule, (municipality: string | null, least: string | null, one: boolean) => string>
  >;
  readonly wouldBe: (sentence: string) => string;
  readonly noRuleAllows: string;
  readonly rulesUndecided: (count: number) => string;
  readonly municipalitiesTried: (tried: string) => string;

  readonly takesFrom: (household: string, dwelling: string, other: string) => string;
  readonly takesEmpty: (household: string, dwelling: string) => string;
  readonly takesGivenUp: (household: string, dwelling: string, other: string) => string;
  readonly isWithout: (household: string) => string;
  readonly staysEmpty: (dwelling: string) => string;
  readonly chain: (number: string, moves: string) => string;
  readonly moreChains: (count: number) => string;

  readonly whatIf: (changes: string) => string;
  readonly change: (list: string, id: string, field: string, from: string, to: string) => string;
  readonly nowFits: Readonly<Record<Change['list'], (id: string, before: number, after: number) => string>>;
  readonly worthMore: (goal: string, before: string, after: string) => string;
  readonly worthLess: (goal: string, before: string, after: string) => string;
  readonly worthSame: string;
  readonly gained: (households: string) => string;
  readonly lost: (households: string) => string;
  readonly nothingMoves: string;
}
