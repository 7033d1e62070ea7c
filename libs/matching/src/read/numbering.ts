import type { Faults } from './faults.js';

/** The things of one list in canonical order, and the number of each by its id. */
export interface Numbered<T> {
  readonly items: readonly T[];
  readonly ids: readonly string[];
  readonly numberOf: ReadonlyMap<string, number>;
}

/** Numbers from 0 by code units of the id, whatever the order of the file and the language of the machine. Refuses `ID_TWICE`. */
export function numbered<T>(
  list: readonly T[],
  idOf: (item: T) => string,
  path: [string, string],
  faults: Faults,
): Numbered<T> {
  const seen = new Set<string>();
  list.forEach((item, i) => {
    const id = idOf(item);
    if (seen.has(id)) faults.add('ID_TWICE', `“${shown(id)}” komt meer dan eens voor`, [path[0], i, path[1]]);
    seen.add(id);
  });
  const items = [...list].sort((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
  const ids = items.map(idOf);
  return { items, ids, numberOf: new Map(ids.map((id, number) => [id, number])) };
}

const MOST_SHOWN = 60;

/** What stood in a file, short enough for a message. */
export const shown = (text: string): string => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);

/** The number of what a field names, or a fault with this code and −1. */
export function lookUp(
  numberOf: ReadonlyMap<string, number>,
  id: string,
  code: 'MUNICIPALITY_UNKNOWN' | 'HOUSEHOLD_UNKNOWN' | 'DWELLING_UNKNOWN',
  path: readonly (string | number)[],
  faults: Faults,
): number {
  const number = numberOf.get(id);
  if (number === undefined) faults.add(code, `“${shown(id)}” staat niet in ${LISTED_IN[code]}`, path);
  return number ?? -1;
}

const LISTED_IN = {
  MUNICIPALITY_UNKNOWN: 'municipalities',
  HOUSEHOLD_UNKNOWN: 'households',
  DWELLING_UNKNOWN: 'dwellings',
} as const;
