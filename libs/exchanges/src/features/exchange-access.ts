import { authorise, type AccessObject, type Identity, type Operation } from '#libs/access';
import { CLOCK } from '#libs/event-store';
import { ok, refuse, today, type Clock, type MunicipalityCode, type Result } from '#libs/kernel';
import { MunicipalityRegistry, RegionReader } from '#libs/municipalities';
import { Inject, Injectable } from '@nestjs/common';

/** The platform itself: deadlines, and what follows from events. */
export const PLATFORM: Identity = { actor: 'system:exchanges', role: 'operator', organisation: null };

/** Whose households and whose dwellings a person may bring together. */
export interface Matching {
  readonly household: (municipality: MunicipalityCode) => boolean;
  readonly dwelling: (municipality: MunicipalityCode) => boolean;
}

/** Who may do what to an exchange. */
@Injectable()
export class ExchangeAccess {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly registry: MunicipalityRegistry,
    private readonly regions: RegionReader,
  ) {}

  /** What an operation on these municipalities together is about. */
  async extentOf(municipalities: readonly MunicipalityCode[]): Promise<AccessObject> {
    const regions = await this.regions.regionsOf(municipalities, today(this.clock));
    return { ...this.registry.extentOf(municipalities), regions };
  }

  /** Leave for an operation on these municipalities together; refuses `NOT_ALLOWED`. */
  async to(
    identity: Identity,
    operation: Operation,
    municipalities: readonly MunicipalityCode[],
  ): Promise<Result<true>> {
    return authorise(identity, operation, await this.extentOf(municipalities));
  }

  /** Whether the person may know that there is an exchange between these. COA sees the recouplings that it is asked for. */
  async sees(identity: Identity, municipalities: readonly MunicipalityCode[]): Promise<boolean> {
    const extent = await this.extentOf(municipalities);
    return authorise(identity, 'exchange.read', extent).ok || authorise(identity, 'recoupling.read', extent).ok;
  }

  /** Of which of these municipalities the person may see what households need. */
  async whoseNeeds(
    identity: Identity,
    municipalities: readonly MunicipalityCode[],
  ): Promise<(municipality: MunicipalityCode) => boolean> {
    const seen = new Set<MunicipalityCode>();
    for (const each of municipalities) {
      if ((await this.to(identity, 'household.readNeeds', [each])).ok) seen.add(each);
    }
    return (municipality) => seen.has(municipality);
  }

  /**
   * Of which of these municipalities the person may match households and dwellings: its own, and those of the region that one
   * coordinates. A partner in an open exchange sees what that exchange holds, which no other can take meanwhile: it gives no more.
   */
  async matching(identity: Identity, municipalities: readonly MunicipalityCode[]): Promise<Matching> {
    const offers = new Set<MunicipalityCode>();
    for (const each of municipalities) {
      if ((await this.to(identity, 'dwelling.readOffer', [each])).ok) offers.add(each);
    }
    return {
      household: await this.whoseNeeds(identity, municipalities),
      dwelling: (municipality) => offers.has(municipality),
    };
  }

  /** Whether all of these match together there: in a region, or a province. Refuses `NOT_IN_REGION`, also of an unknown one. */
  async matches(region: string | null, municipalities: readonly MunicipalityCode[]): Promise<Result<true>> {
    if (region === null) return ok(true);
    const { province, regions = [] } = await this.extentOf(municipalities);
    return region === province || regions.includes(region)
      ? ok(true)
      : refuse('NOT_IN_REGION', 'niet elke gemeente hoort bij deze regio', ['input', 'region'], { region });
  }
}
