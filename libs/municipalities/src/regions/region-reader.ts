import { EVENT_STORE, type EventStore } from '#libs/event-store';
import type { LocalDate, MunicipalityCode, RegionCode } from '#libs/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { regionDefined, REGIONS_STREAM } from './region.events.js';
import { regionInForce, regionsInForce, type Region } from './region-in-force.js';

/**
 * How long the regions are kept, in milliseconds. They change a few times a year and are asked by every question of a
 * coordinator; a region defined by another process is obeyed a second later, one defined by this process at once.
 */
const KEPT_MS = 1_000;

/** Reads regions from their own stream, so that a command never waits for a read model. */
@Injectable()
export class RegionReader {
  private kept: { readonly versions: Promise<readonly Region[]>; readonly until: number } | null = null;

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** To be called by whoever defined a region: it is obeyed from the next question on. */
  forget(): void {
    this.kept = null;
  }

  /** All regions that there are on a day, in order of code. */
  async all(on: LocalDate): Promise<readonly Region[]> {
    return regionsInForce(await this.versions(), on);
  }

  /** Null where there is none of that code on that day. */
  async find(region: RegionCode, on: LocalDate): Promise<Region | null> {
    return regionInForce(await this.versions(), region, on);
  }

  /** Codes of the regions that hold all of these municipalities on a day, in order; of no municipality: none. */
  async regionsOf(municipalities: readonly MunicipalityCode[], on: LocalDate): Promise<readonly RegionCode[]> {
    if (municipalities.length === 0) return [];
    return (await this.all(on))
      .filter((region) => municipalities.every((code) => region.municipalities.includes(code)))
      .map(({ region }) => region);
  }

  private versions(): Promise<readonly Region[]> {
    const { kept } = this;
    if (kept !== null && performance.now() < kept.until) return kept.versions;
    const versions = this.store.readStream(REGIONS_STREAM).then((events) =>
      events.map(({ type, data }) => {
        const { type: _type, ...region } = regionDefined.parse({ ...data, type });
        return region;
      }),
    );
    this.kept = { versions, until: performance.now() + KEPT_MS };
    // A failure is not worth keeping.
    versions.catch(() => this.forget());
    return versions;
  }
}
