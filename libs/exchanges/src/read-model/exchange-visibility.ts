import { authorise, couldEver, type AccessObject, type Identity, type Operation } from '#libs/access';
import { CLOCK } from '#libs/event-store';
import {
  isProvinceCode,
  isRegionCode,
  ok,
  refuse,
  today,
  type Clock,
  type MunicipalityCode,
  type Result,
} from '#libs/kernel';
import { MunicipalityRegistry, RegionReader } from '#libs/municipalities';
import { Inject, Injectable } from '@nestjs/common';
import { isDoneLeg, isOpen, type ExchangeRecord, type LegRecord } from './exchange-record.js';

/** The same for what is not there and for what one may not see: that it exists is already an answer. */
export const notFound = (): Result<never> => refuse('NOT_FOUND', 'Niet gevonden');

/** What of a leg a person may see, beyond persons and direction [domain.md §4, staged disclosure; §7]. */
export interface LegDisclosure {
  /** Which household and which dwelling it is. */
  readonly household: boolean;
  readonly dwelling: boolean;
  /**
   * Bedrooms, access and ties as distances, as they are now: only as long as the household is of the municipality that this
   * exchange knows it by (`isStillOf`).
   */
  readonly needs: boolean;
  /** What was answered for this exchange about the courses of the household. */
  readonly checklist: boolean;
  /** Why COA refused it, or why it failed later: as long as the exchange is open to all who see it, then as `notes`. */
  readonly reasons: boolean;
  /** What people wrote of the household: as long as the exchange is open to both sides, then to who has it; and to the coordinator. */
  readonly notes: boolean;
  /** Both are shown only as long as the household is where this exchange knows it (`isStillOf`): to a municipality, once it is closed. */
  readonly whileTheirs: boolean;
  /** What only the municipality of the household knows: on what ground it objected, and what was written with that. */
  readonly ground: boolean;
}

/** Who may see what of exchanges. Every answer comes from the policy table. */
@Injectable()
export class ExchangeVisibility {
  constructor(
    private readonly registry: MunicipalityRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly regions: RegionReader,
  ) {}

  /** Asked before anything is read: refuses whoever may not do this to any exchange. */
  couldEver(identity: Identity, operation: Operation): Result<true> {
    return couldEver(identity, operation).ok ? ok(true) : notFound();
  }

  /** Leave about all of these municipalities together, by the regions of today. */
  async may(
    identity: Identity,
    operation: Operation,
    municipalities: readonly MunicipalityCode[],
    partners?: readonly MunicipalityCode[],
  ): Promise<boolean> {
    if (!couldEver(identity, operation).ok) return false;
    const object: AccessObject = {
      ...this.registry.extentOf(municipalities),
      ...(partners === undefined ? {} : { partners }),
    };
    // Most are allowed or not whatever their regions are, and these have to be looked up.
    if (authorise(identity, operation, object).ok) return true;
    const regions = await this.regions.regionsOf(municipalities, today(this.clock));
    return regions.length > 0 && authorise(identity, operation, { ...object, regions }).ok;
  }

  /** Of one exchange: those who take part, and who coordinates a region or province in which all of them lie. */
  mayRead(identity: Identity, { municipalities }: Pick<ExchangeRecord, 'municipalities'>): Promise<boolean> {
    return this.may(identity, 'exchange.read', municipalities);
  }

  /**
   * The municipalities of a region (`RG-U10`) or province (`PV26`), for whoever may do this there. Refuses `NOT_FOUND`, also
   * where there is no such region.
   */
  async inRegion(
    identity: Identity,
    operation: Operation,
    region: string,
  ): Promise<Result<readonly MunicipalityCode[]>> {
    const isProvince = isProvinceCode(region);
    const municipalities = isProvince
      ? this.registry.ofProvince(region).map(({ code }) => code)
      : await this.municipalitiesOf(region);
    if (municipalities.length === 0) return notFound();
    const object = { ...this.registry.extentOf(municipalities), ...(isProvince ? {} : { regions: [region] }) };
    return authorise(identity, operation, object).ok ? ok(municipalities) : notFound();
  }

  /**
   * Whether these municipalities match together: all in one province or region. Others have no common balance to look at, and
   * whoever takes part somewhere could otherwise ask for the whole country by adding itself.
   */
  async matchTogether(municipalities: readonly MunicipalityCode[]): Promise<boolean> {
    if (this.registry.provinceOfAll(municipalities) !== null) return true;
    return (await this.regions.regionsOf(municipalities, today(this.clock))).length > 0;
  }

  private async municipalitiesOf(region: string): Promise<readonly MunicipalityCode[]> {
    if (!isRegionCode(region)) return [];
    return (await this.regions.find(region, today(this.clock)))?.municipalities ?? [];
  }

  /** What of a leg the person sees who may read its exchange. */
  async ofLeg(identity: Identity, record: ExchangeRecord, leg: LegRecord): Promise<LegDisclosure> {
    const owns = (municipality: MunicipalityCode): boolean =>
      authorise(identity, 'household.read', { municipality }).ok;
    const owner = ownerOf(record, leg);
    const ground = owns(leg.from);
    const mayReadNotes = (of: MunicipalityCode) => this.may(identity, 'exchange.readNotes', [of]);
    if (!isOpen(record)) {
      // A partner in a closed exchange sees persons and direction; who gave the household and who has it know it.
      const household = ground || owns(owner);
      const dwelling = authorise(identity, 'dwelling.read', { municipality: leg.to }).ok;
      const notes = await mayReadNotes(owner);
      const theirs = { needs: owns(owner), checklist: owns(owner), whileTheirs: owns(owner) };
      return { household, dwelling, ...theirs, reasons: notes, notes, ground };
    }
    const notes = (await mayReadNotes(leg.from)) || (await mayReadNotes(owner));
    const checklist = await this.may(identity, 'household.readNeeds', [owner], record.municipalities);
    const needs = owns(owner) || (checklist && this.isShared(record, leg));
    return { household: true, dwelling: true, needs, checklist, reasons: true, notes, whileTheirs: false, ground };
  }

  /**
   * Whether partners still match on this leg: not where the household moved in or the leg was mended otherwise, nor by a claim that
   * was not answered in time. The same as `partnersIn` says to the contexts below.
   */
  isShared(record: ExchangeRecord, leg: LegRecord): boolean {
    const holds = record.status !== 'proposed' || record.answerBy > this.clock.now();
    return isOpen(record) && holds && !isDoneLeg(leg);
  }
}

/**
 * Whether a household is still where the exchange has it. What it needs is read as it is today: once it is coupled elsewhere, that is
 * nothing of those who once exchanged it.
 */
export const isStillOf = (record: ExchangeRecord, leg: LegRecord, coupledTo: MunicipalityCode): boolean =>
  coupledTo === ownerOf(record, leg);

/** Whose household it is: from settlement on of the municipality that it went to, unless it went back or never left. */
export function ownerOf({ status }: Pick<ExchangeRecord, 'status'>, leg: LegRecord): MunicipalityCode {
  const moved = status === 'settled' || status === 'completed';
  return moved && leg.kind === 'recoupling' && leg.repair !== 'return' ? leg.to : leg.from;
}
