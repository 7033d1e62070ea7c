import type { RecordedEvent } from '#libs/event-store';
import type { Cell, Projection, Row } from '#libs/projections';

export type Tables = ReadonlyMap<string, ReadonlyMap<string, Row>>;

const keyText = (columns: readonly string[], row: Row): string => JSON.stringify(columns.map((column) => row[column]));

/** What the runner does with changes, without a database: rows per table by primary key. */
export function tablesOf(projection: Projection, events: readonly RecordedEvent[]): Tables {
  const tables = new Map(projection.tables.map(({ name }) => [name, new Map<string, Row>()]));
  const keys = new Map(projection.tables.map(({ name, primaryKey }) => [name, primaryKey]));
  const columns = new Map(projection.tables.map(({ name, columns: known }) => [name, new Set(Object.keys(known))]));
  for (const change of events.flatMap((event) => projection.project(event))) {
    const table = tables.get(change.table) ?? new Map<string, Row>();
    const given = change.kind === 'insert' ? change.row : change.key;
    const key = keyText(keys.get(change.table) ?? [], given);
    const before = table.get(key);
    if (change.kind === 'insert' && before !== undefined)
      throw new Error(`${change.table} ${key} stands there already`);
    const more: Record<string, Cell> = {};
    if (change.kind === 'add') {
      for (const [column, n] of Object.entries(change.amounts)) more[column] = Number(before?.[column] ?? 0) + n;
    } else Object.assign(more, change.row);
    const row = { ...before, ...given, ...more };
    const unknown = Object.keys(row).filter((column) => columns.get(change.table)?.has(column) !== true);
    if (unknown.length > 0) throw new Error(`${change.table} has no column ${unknown.join()}`);
    table.set(key, row);
  }
  return tables;
}

export const rowsOf = (tables: Tables, name: string): readonly Row[] => [...(tables.get(name)?.values() ?? [])];

/** All rows of all tables, as text that is equal when they are. */
export const textOf = (tables: Tables): string =>
  JSON.stringify(
    [...tables].map(([name, rows]) => [
      name,
      [...rows].map(([key, row]) => [key, Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))]).sort(),
    ]),
  );
