import type { LocalDate, RegionCode } from '#libs/kernel';
import type { RegionDefined } from './region.events.js';

/** A region as it is on a day. */
export type Region = Omit<RegionDefined, 'type'>;

/**
 * The version of a region that holds on a day: of those valid then the one with the latest first day, of one day the one
 * defined last. Null where none holds.
 */
export function regionInForce(versions: readonly Region[], region: RegionCode, on: LocalDate): Region | null {
  return versions
    .filter((version) => version.region === region && version.validFrom <= on)
    .filter(({ validUntil }) => validUntil === null || on < validUntil)
    .reduce<Region | null>(
      (best, version) => (best === null || version.validFrom >= best.validFrom ? version : best),
      null,
    );
}

/** All regions that there are on a day, in order of code. */
export const regionsInForce = (versions: readonly Region[], on: LocalDate): readonly Region[] =>
  [...new Set(versions.map(({ region }) => region))]
    .sort()
    .map((region) => regionInForce(versions, region, on))
    .filter((region) => region !== null);
