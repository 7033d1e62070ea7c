import type { MunicipalityCode } from '#libs/kernel';

/** Injection token of who may see a dwelling because of an exchange. Optional: without it, nobody does. */
export const DWELLING_PARTNERS = Symbol('DwellingPartners');

/** Answered by the context of exchanges, which stands above this one. */
export interface DwellingPartners {
  /** The municipalities that take part in an open exchange that holds the dwelling; empty where none does. */
  partnersOfDwelling(dwelling: string): Promise<readonly MunicipalityCode[]>;
}

export const NO_PARTNERS: DwellingPartners = { partnersOfDwelling: () => Promise.resolve([]) };
