import type { MunicipalityCode } from '#libs/kernel';

/** Injection token of who may see a household because of an exchange. Optional: without it, nobody does. */
export const HOUSEHOLD_PARTNERS = Symbol('HouseholdPartners');

/** Answered by the context of exchanges, which stands above this one. */
export interface HouseholdPartners {
  /** The municipalities that take part in an open exchange that holds the household; empty where none does. */
  partnersOf(household: string): Promise<readonly MunicipalityCode[]>;
}

export const NO_PARTNERS: HouseholdPartners = { partnersOf: () => Promise.resolve([]) };
