import { DWELLING_PARTNERS, type DwellingPartners } from '#libs/dwellings';
import { CLOCK } from '#libs/event-store';
import type { Clock, MunicipalityCode } from '#libs/kernel';
import { HOUSEHOLD_PARTNERS, type HouseholdPartners } from '#libs/koppeling';
import { Inject, Injectable, type Provider } from '@nestjs/common';
import { ExchangesReader } from './exchanges.reader.js';

/**
 * Who may see a household or dwelling because of an exchange. For the ports of the contexts below this one, which do not know
 * it: `HOUSEHOLD_PARTNERS` of koppeling and `DWELLING_PARTNERS` of dwellings.
 */
@Injectable()
export class ExchangePartners implements HouseholdPartners, DwellingPartners {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly reader: ExchangesReader,
  ) {}

  /** The municipalities that take part in an open exchange that holds the household; empty where none does. */
  partnersOf(household: string): Promise<readonly MunicipalityCode[]> {
    return this.reader.partnersIn('household', household, this.clock.now());
  }

  /** The same for a dwelling. */
  partnersOfDwelling(dwelling: string): Promise<readonly MunicipalityCode[]> {
    return this.reader.partnersIn('dwelling', dwelling, this.clock.now());
  }
}

/** The ports of the contexts below, answered. For a global module: those contexts cannot import this one. */
export const partnerProviders: readonly Provider[] = [
  { provide: HOUSEHOLD_PARTNERS, useExisting: ExchangePartners },
  { provide: DWELLING_PARTNERS, useExisting: ExchangePartners },
];
