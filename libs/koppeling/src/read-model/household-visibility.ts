import { authorise, couldEver, type Identity } from '#libs/access';
import { CLOCK } from '#libs/event-store';
import { ok, refuse, today, type Clock, type MunicipalityCode, type ProvinceCode, type Result } from '#libs/kernel';
import { MunicipalityRegistry, RegionReader } from '#libs/municipalities';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { HOUSEHOLD_PARTNERS, NO_PARTNERS, type HouseholdPartners } from './ports.js';

/** ALL: everything. NEEDS: size and needs, as far as an exchange takes [domain.md §4, staged disclosure]. */
export type HouseholdView = 'all' | 'needs';

/** The same for what is not there and for what one may not see: that it exists is already an answer. */
export const notFound = (): Result<never> => refuse('NOT_FOUND', 'Niet gevonden');

/** How much of a household a person may see. */
@Injectable()
export class HouseholdVisibility {
  constructor(
    private readonly registry: MunicipalityRegistry,
    private readonly regions: RegionReader,
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() @Inject(HOUSEHOLD_PARTNERS) private readonly partners: HouseholdPartners = NO_PARTNERS,
  ) {}

  /** Asked before anything is read: refuses `NOT_FOUND` who may see no household whatsoever. */
  couldSee(identity: Identity): Result<true> {
    return couldEver(identity, 'household.read').ok || couldEver(identity, 'household.readNeeds').ok
      ? ok(true)
      : notFound();
  }

  /** Of one household; null: nothing. */
  async viewOf(
    identity: Identity,
    { household, municipality, kind }: { household: string; municipality: MunicipalityCode; kind: string },
  ): Promise<HouseholdView | null> {
    if (authorise(identity, 'household.read', { municipality }).ok) return 'all';
    // Minors under guardianship never enter the exchange pool, so nobody else has any business with them.
    if (kind === 'nidos' || !couldEver(identity, 'household.readNeeds').ok) return null;
    if (await this.mayMatch(identity, municipality)) return 'needs';
    const partners = await this.partners.partnersOf(household);
    return authorise(identity, 'household.readNeeds', { municipality, partners }).ok ? 'needs' : null;
  }

  /** Of all households of a municipality: a partner of an exchange sees only the one that it is about. */
  async viewOfMunicipality(identity: Identity, municipality: MunicipalityCode): Promise<HouseholdView | null> {
    if (authorise(identity, 'household.read', { municipality }).ok) return 'all';
    return (await this.mayMatch(identity, municipality)) ? 'needs' : null;
  }

  /** Of all households of a province. */
  viewOfProvince(identity: Identity, province: ProvinceCode): HouseholdView | null {
    if (authorise(identity, 'household.read', { province }).ok) return 'all';
    return authorise(identity, 'household.readNeeds', { province }).ok ? 'needs' : null;
  }

  /** Whether the person looks for dwellings in a municipality: its own people, and who matches in its region. */
  async mayMatch(identity: Identity, municipality: MunicipalityCode): Promise<boolean> {
    if (!couldEver(identity, 'household.readNeeds').ok) return false;
    const province = this.registry.provinceOf(municipality);
    const regions = await this.regions.regionsOf([municipality], today(this.clock));
    return authorise(identity, 'household.readNeeds', { municipality, province, regions }).ok;
  }
}
