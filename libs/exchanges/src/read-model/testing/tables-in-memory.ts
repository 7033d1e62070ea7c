import type { RecordedEvent } from '#libs/event-store';
import type { Cell, Change, Projection, Row } from '#libs/projections';

export type Tables = ReadonlyMap<string, ReadonlyMap<string, Row>>;

const keyText = (columns: readonly string[], row: Row): string => JSON.stringify(columns.map((column) => row[column]));

/** What the runner does with changes, without a database: rows per table by primary key. */
export class KeptTables {
  readonly tables: ReadonlyMap<string, Map<string, Row>>;
  readonly #keys: ReadonlyMap<string, readonly string[]>;
  readonly #columns: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(private readonly projection: Projection) {
    this.tables = new Map(projection.tables.map(({ name }) => [name, new Map<string, Row>()]));
    this.#keys = new Map(projection.tables.map(({ name, primaryKey }) => [name, primaryKey]));
    this.#columns = new Map(projection.tables.map(({ name, columns }) => [name, new Set(Object.keys(columns))]));
  }

  /** Others with the same rows, which go their own way from here on. */
  fork(): KeptTables {
    const other = new KeptTables(this.projection);
    for (const [name, rows] of this.tables) for (const [key, row] of rows) other.tables.get(name)?.set(key, row);
    return other;
  }

  /** Events in order, each once. */
  tell(events: readonly RecordedEvent[]): void {
    for (const event of events) for (const change of this.projection.project(event)) this.#change(change);
  }

  #change(change: Change): void {
    const table = this.tables.get(change.table) ?? new Map<string, Row>();
    const given = change.kind === 'insert' ? change.row : change.key;
    const key = keyText(this.#keys.get(change.table) ?? [], given);
    const before = table.get(key);
    if (change.kind === 'insert' && before !== undefined)
      throw new Error(`${change.table} ${key} stands there already`);
    const more: Record<string, Cell> = {};
    if (change.kind === 'add') {
      for (const [column, n] of Object.entries(change.amounts)) more[column] = Number(before?.[column] ?? 0) + n;
    } else Object.assign(more, change.row);
    const row = { ...before, ...given, ...more };
    const unknown = Object.keys(row).filter((column) => this.#columns.get(change.table)?.has(column) !== true);
    if (unknown.length > 0) throw new Error(`${change.table} has no column ${unknown.join()}`);
    table.set(key, row);
  }
}

/** All rows that these events, from the first on, lead to. */
export function tablesOf(projection: Projection, events: readonly RecordedEvent[]): Tables {
  const kept = new KeptTables(projection);
  kept.tell(events);
  return kept.tables;
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
