/** A point on the map, degrees WGS 84. */
export interface Place {
  readonly lat: number;
  readonly lon: number;
}

const EARTH_RADIUS_KM = 6_371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Kilometres as the crow flies. */
export function kmBetween(a: Place, b: Place): number {
  const lat = Math.sin(radians(b.lat - a.lat) / 2);
  const lon = Math.sin(radians(b.lon - a.lon) / 2);
  const h = lat * lat + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * lon * lon;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * So coarse a distance is told to others: with exact distances to the centres of a few municipalities anybody could draw the place
 * itself on the map.
 */
const TOLD_BY_KM = 5;

/** Kilometres, rounded up to 5. */
export const toldKm = (km: number): number => Math.max(1, Math.ceil(km / TOLD_BY_KM)) * TOLD_BY_KM;
