/**
 * What is the same under every policy. Days are numbered from 0, the first of the half year; numbers of persons and dwellings are those of a half
 * year of 182 days, and go down or up with the days.
 */
export interface SimulationRules {
  readonly days: number;
  /** Days from permit to a home that the law gives. */
  readonly termDays: number;
  /** Days that a dwelling is kept for permit holders before it goes to regular letting. */
  readonly vacantDays: number;
  readonly backlogPersons: number;
  readonly arrivingPersons: number;
  readonly dwellings: number;
  /** Of a thousand households that a municipality is asked to take over in an exchange, how many it takes. */
  readonly acceptance: number;
  /** Days that municipalities take to answer; until then households and dwellings are held for the exchange. */
  readonly answerDays: number;
  /** Persons that a municipality may be ahead or behind by exchanges of rounds. */
  readonly personsTolerance: number;
  /** Of a thousand persons ahead or behind, how many still count a week later. */
  readonly keptPerWeek: number;
  /** Of human swapping: households that are looked at in a day, and days until one is looked at again. */
  readonly triesPerDay: number;
  readonly retryDays: number;
  /** Multiplier of the work of a round. */
  readonly effort: number;
}

export const HALF_YEAR = 182;

/**
 * Backlog and arrivals: province of Utrecht, second half of 2023 (the seed report: 406 behind, 2,126 to be housed). Dwellings: as many as let
 * municipalities on their own house two thirds of the households within the term (docs/simulation.md). The rest is chosen, and said so there.
 */
export const USUAL_RULES: SimulationRules = {
  days: HALF_YEAR,
  termDays: 84,
  vacantDays: 28,
  backlogPersons: 406,
  arrivingPersons: 2_126,
  dwellings: 1_050,
  acceptance: 800,
  answerDays: 3,
  personsTolerance: 8,
  keptPerWeek: 900,
  triesPerDay: 5,
  retryDays: 7,
  effort: 0.02,
};
