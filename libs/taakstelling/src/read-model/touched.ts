import type { MunicipalityCode, Period, Scope } from '#libs/kernel';
import { EVERYTHING } from './figures.projection.js';

/** Whose figures somebody watches or remembers. */
export interface Watched {
  readonly scope: Scope;
  readonly municipalities: ReadonlySet<MunicipalityCode>;
  readonly period: Period;
}

/**
 * Whether a key that the projection touched (`GM0344/2023-1`, `PV26/2023-1`, `*`) can move these figures: its scope is theirs or
 * a municipality within it, and its period is theirs or an earlier one, for that moves openings and forecasts.
 */
export function isTouched(watched: Watched, key: string): boolean {
  if (key === EVERYTHING) return true;
  const slash = key.indexOf('/');
  const scope = key.slice(0, slash);
  return (
    key.slice(slash + 1) <= watched.period &&
    (scope === watched.scope || watched.municipalities.has(scope as MunicipalityCode))
  );
}
