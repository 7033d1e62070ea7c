import type { LocalDate, MunicipalityCode, Result } from '#libs/kernel';
import type { HouseholdKey } from '#libs/secrets';
import type { RecordedFact } from './subject-access/subject-access.query.js';

/** Injection token of who may see a household because of an exchange. Optional: without it, nobody does. */
export const HOUSEHOLD_PARTNERS = Symbol('HouseholdPartners');

/** Answered by the context of exchanges, which stands above this one. */
export interface HouseholdPartners {
  /** The municipalities that take part in an open exchange that holds the household; empty where none does. */
  partnersOf(household: string): Promise<readonly MunicipalityCode[]>;
}

export const NO_PARTNERS: HouseholdPartners = { partnersOf: () => Promise.resolve([]) };

/** Injection token of whom a list of COA of a municipality can be about. */
export const COUPLED_HOUSEHOLDS = Symbol('CoupledHouseholds');

/** Asked of the read model by whoever decides on what is not named to it. */
export interface CoupledHouseholds {
  /**
   * Pseudonyms of those who are still to be housed in a koppeling to it of that day or before, and of those who no longer are but
   * whom COA last had there; as the log has it now. Refuses `AT_LEAST_TIMEOUT` where the read model does not get there in time.
   */
  listedFor(municipality: MunicipalityCode, on: LocalDate): Promise<Result<readonly string[]>>;
}

/** Injection token of what exchanges hold about a household. Optional: without it, nothing. */
export const HOUSEHOLD_MENTIONS = Symbol('HouseholdMentions');

/** Answered by the context of exchanges, for the people themselves [AVG art. 15]. */
export interface HouseholdMentions {
  /**
   * What these exchanges hold about a household, in the order in which it was recorded: of nobody else in them.
   * @param key opens what was sealed; null: the household was forgotten
   */
  mentionsOf(
    household: string,
    exchanges: readonly string[],
    key: HouseholdKey | null,
  ): Promise<readonly RecordedFact[]>;
}

export const NO_MENTIONS: HouseholdMentions = { mentionsOf: () => Promise.resolve([]) };
