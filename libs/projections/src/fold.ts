import type { RecordedEvent } from '#libs/event-store';
import type { Cell, Change, Projection, Row, Table } from './projection.js';

/** What a batch does to one row, all changes taken together. */
export interface FoldedRow {
  /** `insert`: the row is new and must not exist. `upsert`: it may exist. */
  readonly kind: 'insert' | 'upsert';
  readonly key: Row;
  /** Columns that get a value, key not included for `upsert`, included for `insert`. */
  set: Row;
  /** Columns to which an amount is added, starting from 0 where there is none. */
  add: Record<string, number> | null;
}

export type FoldedTable = Map<string, FoldedRow>;

/** The changes of consecutive events, merged per row: what one transaction has to write. */
export interface Fold {
  readonly tables: ReadonlyMap<string, FoldedTable>;
  /** What was touched, for those who watch; `*` when it is too much to list. */
  readonly touched: readonly string[] | '*';
}

export interface FoldResult {
  readonly fold: Fold;
  /** The first event that could not be projected; the fold holds the events before it only. */
  readonly failed: { readonly event: RecordedEvent; readonly reason: string } | null;
}

/** More keys than this are not worth listing: a watcher that hears `*` reads anew, which is what it would do anyway. */
const MAX_TOUCHED = 500;

/** Projects and merges events in order, up to the first that fails. */
export function foldEvents(projection: Projection, events: readonly RecordedEvent[]): FoldResult {
  const tables = new Map<string, FoldedTable>();
  const keys = new Map<string, Table>();
  for (const table of projection.tables) {
    tables.set(table.name, new Map());
    keys.set(table.name, table);
  }
  const touched = new Set<string>();
  for (let i = 0; i < events.length; i++) {
    const event = events[i] as RecordedEvent;
    try {
      for (const change of projection.project(event)) merge(tables, keys, change);
      if (touched.size <= MAX_TOUCHED) for (const key of projection.touches(event)) touched.add(key);
    } catch (error) {
      // Part of this event may have been merged: fold again without it. Projecting is pure, so nothing else changes.
      const { fold } = foldEvents(projection, events.slice(0, i));
      return { fold, failed: { event, reason: error instanceof Error ? error.message : String(error) } };
    }
  }
  return { fold: { tables, touched: touched.size > MAX_TOUCHED ? '*' : [...touched] }, failed: null };
}

function merge(tables: Map<string, FoldedTable>, definitions: Map<string, Table>, change: Change): void {
  const rows = tables.get(change.table);
  const definition = definitions.get(change.table);
  if (rows === undefined || definition === undefined) throw new Error(`there is no table ${change.table}`);
  if (change.kind === 'insert') return insert(rows, definition, change.row);
  const id = idOf(definition, change.key);
  const known = rows.get(id);
  const row: FoldedRow = known ?? { kind: 'upsert', key: change.key, set: {}, add: null };
  if (known === undefined) rows.set(id, row);
  if (change.kind === 'put') put(row, change.row);
  else add(row, change.amounts);
}

function insert(rows: FoldedTable, table: Table, row: Row): void {
  const id = idOf(table, row);
  if (rows.has(id)) throw new Error(`${table.name} has a row ${id.replaceAll('\0', ', ')} already`);
  rows.set(id, { kind: 'insert', key: row, set: row, add: null });
}

/** The last put wins, column by column; an amount added before it to the same column no longer counts. */
function put(row: FoldedRow, values: Row): void {
  row.set = { ...row.set, ...values };
  if (row.add !== null) for (const column of Object.keys(values)) delete row.add[column];
}

function add(row: FoldedRow, amounts: Readonly<Record<string, number>>): void {
  for (const column in amounts) {
    const amount = amounts[column] as number;
    if (!Number.isSafeInteger(amount)) throw new Error(`${column}: ${amount} is not a whole number`);
    const given = row.set[column];
    if (given !== undefined || row.kind === 'insert') {
      row.set = { ...row.set, [column]: sum(column, given ?? 0, amount) };
    } else {
      row.add ??= {};
      row.add[column] = sum(column, row.add[column] ?? 0, amount);
    }
  }
}

function sum(column: string, a: Cell, b: number): number {
  if (typeof a !== 'number') throw new Error(`${column} is not a counter`);
  const total = a + b;
  if (!Number.isSafeInteger(total)) throw new Error(`${column} grows beyond what a number can hold`);
  return total;
}

function idOf(table: Table, row: Row): string {
  const [first, ...rest] = table.primaryKey;
  let id = keyCell(table, row, first as string);
  for (const column of rest) id += `\0${keyCell(table, row, column)}`;
  return id;
}

function keyCell(table: Table, row: Row, column: string): string {
  const cell = row[column];
  if (cell === undefined || cell === null) throw new Error(`${table.name} needs ${column} in its key`);
  return String(cell);
}
