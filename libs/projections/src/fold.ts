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

/** What of a batch is left out, because nobody watches and the sums are made by the database once all rows stand. */
export type Leaving = 'nothing' | 'sums and touched';

/** Projects and merges batches of events for one projection. */
export class Folder {
  readonly #tables: ReadonlyMap<string, FoldingTable>;

  constructor(private readonly projection: Projection) {
    this.#tables = foldingTables(projection.tables);
  }

  /** Folds events in order, up to the first that fails. */
  fold(events: readonly RecordedEvent[], leaving: Leaving = 'nothing'): FoldResult {
    const { projection } = this;
    const whole = leaving === 'nothing';
    const merged = new Map<string, FoldedTable>();
    for (const name of this.#tables.keys()) merged.set(name, new Map());
    const touched = new Set<string>();
    for (let i = 0; i < events.length; i++) {
      const event = events[i] as RecordedEvent;
      try {
        for (const change of projection.project(event)) this.#merge(merged, change, whole);
        if (whole && touched.size <= MAX_TOUCHED) for (const key of projection.touches(event)) touched.add(key);
      } catch (error) {
        // Part of this event may have been merged: fold again without it. Projecting is pure, so nothing else changes.
        const { fold } = this.fold(events.slice(0, i), leaving);
        return { fold, failed: { event, reason: error instanceof Error ? error.message : String(error) } };
      }
    }
    return { fold: { tables: merged, touched: touched.size > MAX_TOUCHED ? '*' : [...touched] }, failed: null };
  }

  #merge(merged: ReadonlyMap<string, FoldedTable>, change: Change, withSums: boolean): void {
    const rows = merged.get(change.table);
    const table = this.#tables.get(change.table);
    if (rows === undefined || table === undefined) throw new Error(`there is no table ${change.table}`);
    if (table.summing) throw new Error(`${change.table} holds sums, which follow from the rows they are of`);
    if (change.kind === 'insert') {
      insert(rows, table, change.row);
      if (withSums) for (const sums of table.sums) addTo(merged, sums, change.row);
      return;
    }
    if (table.sums.length > 0) throw new Error(`${change.table} is summed, so that its rows can be inserted only`);
    const row = upserted(rows, table, change.key);
    if (change.kind === 'put') put(row, change.row);
    else add(row, change.amounts);
  }
}

/** A table with what folding needs to know of it, found out once. */
interface FoldingTable {
  readonly name: string;
  readonly key: readonly string[];
  /** Whether it is itself a table of sums. */
  readonly summing: boolean;
  /** The tables of sums over this one. */
  readonly sums: readonly { readonly table: FoldingTable; readonly amounts: readonly string[] }[];
}

function foldingTables(tables: readonly Table[]): ReadonlyMap<string, FoldingTable> {
  const plain = ({ name, primaryKey, sumsOf }: Table): FoldingTable => ({
    name,
    key: primaryKey,
    summing: sumsOf !== undefined,
    sums: [],
  });
  return new Map(
    tables.map((table) => {
      const sums = tables.flatMap((other) =>
        other.sumsOf?.table === table.name ? [{ table: plain(other), amounts: other.sumsOf.amounts }] : [],
      );
      return [table.name, { ...plain(table), sums }];
    }),
  );
}

function insert(rows: FoldedTable, table: FoldingTable, row: Row): void {
  const id = idOf(table, row);
  if (rows.has(id)) throw new Error(`${table.name} has a row ${id.replaceAll('\0', ', ')} already`);
  rows.set(id, { kind: 'insert', key: row, set: row, add: null });
}

function upserted(rows: FoldedTable, table: FoldingTable, key: Row): FoldedRow {
  const id = idOf(table, key);
  const known = rows.get(id);
  if (known !== undefined) return known;
  const row: FoldedRow = { kind: 'upsert', key, set: {}, add: null };
  rows.set(id, row);
  return row;
}

function addTo(
  merged: ReadonlyMap<string, FoldedTable>,
  { table, amounts }: FoldingTable['sums'][number],
  summed: Row,
): void {
  const row = upserted(merged.get(table.name) as FoldedTable, table, summed);
  row.add ??= {};
  for (const column of amounts) {
    row.add[column] = sum(column, row.add[column] ?? 0, wholeNumber(column, summed[column] ?? 0));
  }
}

/** The last put wins, column by column; an amount added before it to the same column no longer counts. */
function put(row: FoldedRow, values: Row): void {
  row.set = { ...row.set, ...values };
  if (row.add !== null) for (const column of Object.keys(values)) delete row.add[column];
}

function add(row: FoldedRow, amounts: Readonly<Record<string, number>>): void {
  for (const column in amounts) {
    const amount = wholeNumber(column, amounts[column] as number);
    const given = row.set[column];
    if (given !== undefined || row.kind === 'insert') {
      row.set = { ...row.set, [column]: sum(column, given ?? 0, amount) };
    } else {
      row.add ??= {};
      row.add[column] = sum(column, row.add[column] ?? 0, amount);
    }
  }
}

function wholeNumber(column: string, amount: Cell): number {
  if (Number.isSafeInteger(amount)) return amount as number;
  throw new Error(`${column}: ${amount} is not a whole number`);
}

function sum(column: string, a: Cell, b: number): number {
  if (typeof a !== 'number') throw new Error(`${column} is not a counter`);
  const total = a + b;
  if (!Number.isSafeInteger(total)) throw new Error(`${column} grows beyond what a number can hold`);
  return total;
}

function idOf(table: FoldingTable, row: Row): string {
  const { key } = table;
  let id = '';
  for (let i = 0; i < key.length; i++) {
    const cell = row[key[i] as string];
    if (cell === undefined || cell === null) throw new Error(`${table.name} needs ${key[i]} in its key`);
    id = i === 0 ? String(cell) : `${id}\0${cell}`;
  }
  return id;
}
