import type { Place } from './housing.js';

const EARTH_KM = 6_371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** A place on the unit sphere: the sines and cosines are taken once, not for each of a million distances. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export function pointOf({ lat, lon }: Place): Point {
  const [phi, lambda] = [radians(lat), radians(lon)];
  return { x: Math.cos(phi) * Math.cos(lambda), y: Math.cos(phi) * Math.sin(lambda), z: Math.sin(phi) };
}

/** Great-circle distance in kilometres, from the chord, which stays exact where places lie close together. */
export function kilometresBetween(one: Point, other: Point): number {
  const chord = Math.sqrt((one.x - other.x) ** 2 + (one.y - other.y) ** 2 + (one.z - other.z) ** 2);
  return 2 * EARTH_KM * Math.asin(Math.min(1, chord / 2));
}
