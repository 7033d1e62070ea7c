import { authorise, couldEver, type Identity } from '#libs/access';
import { CLOCK } from '#libs/event-store';
import {
  isMunicipalityCode,
  isProvinceCode,
  refuse,
  today,
  type Clock,
  type MunicipalityCode,
  type Result,
} from '#libs/kernel';
import { MunicipalityRegistry, RegionReader } from '#libs/municipalities';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { DWELLING_PARTNERS, NO_PARTNERS, type DwellingPartners } from './ports.js';

/** all: everything. offer: what is on offer, without the number of the dwelling and without who lives there. */
export type DwellingView = 'all' | 'offer';

/** The same for what is not there and for what one may not see: that it exists is already an answer. */
export const notFound = (): Result<never> => refuse('NOT_FOUND', 'Niet gevonden');

/** How much of a dwelling a person may see. */
@Injectable()
export class DwellingVisibility {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly regions: RegionReader,
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() @Inject(DWELLING_PARTNERS) private readonly partners: DwellingPartners = NO_PARTNERS,
  ) {}

  /** Asked before anything is read: whether the person may see any dwelling whatsoever. */
  couldSee(identity: Identity): boolean {
    return couldEver(identity, 'dwelling.read').ok || couldEver(identity, 'dwelling.readOffer').ok;
  }

  /** Of one dwelling; null: nothing. */
  async viewOf(identity: Identity, dwelling: string, municipality: MunicipalityCode): Promise<DwellingView | null> {
    const view = await this.viewOfMunicipality(identity, municipality);
    if (view !== null || !couldEver(identity, 'dwelling.readOffer').ok) return view;
    const partners = await this.partners.partnersOfDwelling(dwelling);
    return authorise(identity, 'dwelling.readOffer', { municipality, partners }).ok ? 'offer' : null;
  }

  /** Of all dwellings of a municipality: a partner in an exchange sees only the one that it is about. */
  async viewOfMunicipality(identity: Identity, municipality: MunicipalityCode): Promise<DwellingView | null> {
    const province = this.municipalities.provinceOf(municipality);
    if (authorise(identity, 'dwelling.read', { municipality, province }).ok) return 'all';
    if (!couldEver(identity, 'dwelling.readOffer').ok) return null;
    const regions = await this.regions.regionsOf([municipality], today(this.clock));
    return authorise(identity, 'dwelling.readOffer', { municipality, province, regions }).ok ? 'offer' : null;
  }

  /** The municipalities whose dwellings the person may see, by how much of them; `municipality`: of that one only. */
  async seen(
    identity: Identity,
    municipality: MunicipalityCode | null,
  ): Promise<Readonly<Record<DwellingView, readonly MunicipalityCode[]>>> {
    const seen = { all: [] as MunicipalityCode[], offer: [] as MunicipalityCode[] };
    for (const code of municipality === null ? await this.around(identity) : [municipality]) {
      const view = await this.viewOfMunicipality(identity, code);
      if (view !== null) seen[view].push(code);
    }
    return seen;
  }

  /** Where the person has any business. */
  private async around({ organisation }: Identity): Promise<readonly MunicipalityCode[]> {
    if (organisation === null) return this.municipalities.all().map(({ code }) => code);
    if (isMunicipalityCode(organisation)) return [organisation];
    if (isProvinceCode(organisation)) return this.municipalities.ofProvince(organisation).map(({ code }) => code);
    return (await this.regions.find(organisation, today(this.clock)))?.municipalities ?? [];
  }
}
