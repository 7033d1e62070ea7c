import { isScope, type Period, type Scope } from '#libs/kernel';
import { EVERYTHING } from '../../read-model/figures.projection.js';
import { isTouched, type Watched } from '../../read-model/touched.js';

export interface EarliestKeys {
  /** Of each scope the key with its first period, for that moves all later ones; and `*` where it was among them. */
  readonly keys: readonly string[];
  readonly scopes: readonly Scope[];
  /** Every period that was spoken of. */
  readonly periods: readonly Period[];
}

/** What many touched keys come down to: those of a large batch speak of a few hundred scopes, over and over. */
export function earliestPerScope(touched: readonly string[]): EarliestKeys {
  const earliest = new Map<Scope, Period>();
  const periods = new Set<Period>();
  for (const key of touched) {
    const [scope, period] = key.split('/') as [string, Period];
    if (!isScope(scope)) continue;
    periods.add(period);
    const known = earliest.get(scope);
    if (known === undefined || period < known) earliest.set(scope, period);
  }
  const keys = [...earliest].map(([scope, period]) => `${scope}/${period}`);
  return {
    keys: touched.includes(EVERYTHING) ? [EVERYTHING] : keys,
    scopes: [...earliest.keys()],
    periods: [...periods],
  };
}

export const isTouchedByAny = (watched: Watched, keys: readonly string[]): boolean =>
  keys.some((key) => isTouched(watched, key));
