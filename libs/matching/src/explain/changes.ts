import { ok, readInput, refusal, refuse, refused, type JsonValue, type Refusal, type Result } from '#libs/kernel';
import { z } from 'zod';
import type { MatchingPolicy } from '../compatibility/matching.policy.js';
import { rawInstance, structuredInstance } from '../read/instance.schema.js';
import { readExplainable, type Explainable } from './explainable.js';
import type { Change, Field } from './explanation.js';

type Fields = Readonly<Record<string, unknown>>;
type Instance = Fields & Readonly<Record<(typeof LISTS)[number], readonly Fields[]>>;
const LISTS = ['households', 'dwellings'] as const;
type List = (typeof LISTS)[number];

/** More is another round, not a question. */
const MOST_CHANGES = 1000;
const entries = z
  .array(z.looseObject({ id: z.string() }))
  .max(MOST_CHANGES)
  .default([]);
const changesSchema = z.strictObject({ households: entries, dwellings: entries });

/** What a field of each list may be, with and without given pairs. */
const ITEMS = {
  raw: { households: rawInstance.shape.households.element, dwellings: rawInstance.shape.dwellings.element },
  structured: {
    households: structuredInstance.shape.households.element,
    dwellings: structuredInstance.shape.dwellings.element,
  },
} as const;

/** Changes whose fields are sound one by one. */
export interface ReadChanges {
  readonly entries: Readonly<Record<List, readonly Fields[]>>;
  /** Each field that is another than it was; one at least. */
  readonly told: readonly Change[];
}

/**
 * Other fields of some households and dwellings of an instance that is itself sound, `{"households": [{"id", …}], "dwellings": [{"id", …}]}`. Refuses
 * with the path into the changes what `readInstance` refuses of a field, and `CHANGES_EMPTY`, `HOUSEHOLD_UNKNOWN`, `DWELLING_UNKNOWN`, `ID_TWICE`.
 */
export function readChanges(document: unknown, changes: unknown): Result<ReadChanges> {
  const read = readInput(changesSchema, changes, []);
  if (!read.ok) return read;
  const instance = document as Instance;
  const faults = LISTS.flatMap((list) => faultsOf(instance, list, read.value[list]));
  if (faults.length > 0) return refused(...faults);
  const told = LISTS.flatMap((list) => read.value[list].flatMap((change) => toldOf(instance, list, change)));
  if (told.length === 0) return refuse('CHANGES_EMPTY', 'geef ten minste één veld dat anders is dan in het bestand');
  return ok({ entries: read.value, told });
}

/**
 * The instance with the changes; `only`: of one list no more than what changes, with whatever is in the other. Refuses what `readInstance` refuses of
 * fields that contradict each other, with the path into the changes.
 */
export function changedInstance(
  document: unknown,
  { entries, told }: ReadChanges,
  policy?: MatchingPolicy,
  only?: List,
): Result<Explainable> {
  const instance = document as Instance;
  const touched = new Set(told.filter(({ list }) => list === only).map(({ id }) => id));
  const items = (list: List): readonly Fields[] => {
    const all = list === only ? instance[list].filter(({ id }) => touched.has(id as string)) : instance[list];
    return replaced(all, entries[list]);
  };
  const changed = { ...instance, households: items('households'), dwellings: items('dwellings') };
  const at = only === 'households' ? 0 : 1;
  const vetoes = (instance.vetoes as readonly (readonly string[])[] | undefined)?.filter(
    (pair) => only === undefined || touched.has(pair[at]!),
  );
  const after = readExplainable(vetoes === undefined ? changed : { ...changed, vetoes }, policy);
  return after.ok ? after : refused(...after.refusals.map((fault) => intoChanges(fault, changed, entries)));
}

const replaced = (items: readonly Fields[], changes: readonly Fields[]): readonly Fields[] => {
  const byId = new Map(changes.map((change) => [change.id, change]));
  return items.map((item) => ({ ...item, ...byId.get(item.id) }));
};

function faultsOf(instance: Instance, list: List, changes: readonly Fields[]): Refusal[] {
  const known = new Set(instance[list].map(({ id }) => id));
  const shape: Fields = ITEMS[Object.hasOwn(instance, 'pairs') ? 'raw' : 'structured'][list].shape;
  const seen = new Set<unknown>();
  return changes.flatMap((change, i) => {
    const twice = seen.has(change.id);
    seen.add(change.id);
    if (twice) return [refusal('ID_TWICE', 'dit staat al eerder in de wijzigingen', [list, String(i), 'id'])];
    if (!known.has(change.id)) {
      const code = list === 'households' ? 'HOUSEHOLD_UNKNOWN' : 'DWELLING_UNKNOWN';
      return [refusal(code, `dit staat niet in ${list} van het bestand`, [list, String(i), 'id'])];
    }
    return Object.entries(change).flatMap(([field, value]) => {
      const schema = Object.hasOwn(shape, field) ? (shape[field] as z.ZodType) : null;
      if (schema === null) return [refusal('FIELD_UNKNOWN', `onbekend veld: ${field}`, [list, String(i), field])];
      const result = readInput(schema, value, [list, String(i), field]);
      return result.ok ? [] : [...result.refusals];
    });
  });
}

function toldOf(instance: Instance, list: List, change: Fields): Change[] {
  const item = instance[list].find(({ id }) => id === change.id)!;
  return Object.keys(change)
    .filter((field) => field !== 'id' && JSON.stringify(change[field]) !== JSON.stringify(item[field]))
    .map((field) => ({
      list,
      id: change.id as string,
      field: field as Field,
      from: (item[field] ?? null) as JsonValue,
      to: change[field] as JsonValue,
    }));
}

/** A fault of fields that contradict each other, told of the file as changed, as one of the changes. */
function intoChanges(fault: Refusal, instance: Fields, changes: Readonly<Record<List, readonly Fields[]>>): Refusal {
  const [list, at, ...rest] = fault.path;
  if (list !== 'households' && list !== 'dwellings') return fault;
  const item = (instance[list] as readonly Fields[])[Number(at)];
  const change = changes[list].findIndex(({ id }) => id === item?.id);
  return change < 0 ? fault : { ...fault, path: [list, String(change), ...rest] };
}
