import type { Commanded, EventStore, StoredDecider } from '#libs/event-store';
import { canonicalJson, refusal, type JsonObject, type JsonValue, type Refusal, type Result } from '#libs/kernel';
import type { DataFile } from './data-file.js';
import type { Column } from './fields.js';
import { importRows, type ImportedFile, type RowToImport, type WarnOfRow, type Whole } from './import-rows.js';
import { readTable, type FileRow, type RowOf } from './read-table.js';
import { atRow, refusedRows } from './row-refusals.js';

/** What a command that brings in a file carries. `commandId` null: it follows from the content of the file. */
export interface FileCommand {
  readonly identity: { readonly actor: string };
  readonly commandId: string | null;
  /** `dryRun`: show what would happen, store nothing. */
  readonly input: DataFile & { readonly dryRun: boolean };
}

type JsonColumns = Readonly<Record<string, Column<JsonValue>>>;

/** What one kind of file has of its own. */
export interface FileKind<C extends JsonColumns, S, D, E> {
  /** `targets`, `published`, … */
  readonly kind: string;
  readonly columns: C;
  readonly stored: StoredDecider<S, D, E>;
  /** Leave for everything that the file is about. That the role could have any was asked before the file was read. */
  allowed(this: void, rows: readonly RowOf<C>[]): Result<true>;
  /** Of what a file can say one thing only. Left out: of nothing. */
  readonly once?: {
    key(this: void, row: RowOf<C>): string;
    /** What may not differ between rows of one key, by column. */
    content(this: void, row: RowOf<C>): JsonObject;
    /** In Dutch, what two that differ would be. */
    readonly what: string;
  };
  /** Rows are decided in this order, as text; left out: as they stand. */
  orderBy?(this: void, row: RowOf<C>): string;
  /** What a row commands, and of which stream; `content` where not all of the row may be kept, be it as a hash. */
  command(
    this: void,
    row: RowOf<C>,
  ): Pick<RowToImport<D, S>, 'stream' | 'command' | 'differences'> & Partial<Pick<RowToImport<D>, 'content'>>;
  /** Of a file that is declared whole, asked once its rows are known to be allowed. Left out or null: it speaks of its rows only. */
  whole?(this: void, rows: readonly FileRow<RowOf<C>>[]): Promise<Result<Whole<D, S> | null>>;
  /** What is worth a second look. Left out: nothing. */
  readonly warn?: WarnOfRow<S, D>;
}

/**
 * Brings in a file of one kind: reads it, asks leave for what it is about, looks for rows that contradict each other and
 * imports the rows, whole or not at all. Refuses what `readTable`, `allowed` and the decider refuse, and `ROWS_CONFLICT`.
 */
export async function importFile<C extends JsonColumns, S, D, E>(
  store: EventStore,
  { identity, commandId, input }: FileCommand,
  file: FileKind<C, S, D, E>,
): Promise<Result<Commanded<ImportedFile>>> {
  const table = readTable(input, file.columns);
  if (!table.ok) return table;
  const allowed = file.allowed(table.value.map(({ values }) => values));
  if (!allowed.ok) return allowed;
  const faults = contradictions(table.value, file.once);
  if (faults.length > 0) return refusedRows(faults);
  const whole = await file.whole?.(table.value);
  if (whole !== undefined && !whole.ok) return whole;
  return importRows(store, {
    kind: file.kind,
    actor: identity.actor,
    commandId,
    dryRun: input.dryRun,
    stored: file.stored,
    warn: file.warn,
    whole: whole?.value ?? undefined,
    rows: inOrder(table.value, file.orderBy).map(({ line, sheet, values }) => ({
      line,
      sheet,
      content: values as JsonObject,
      ...file.command(values),
    })),
  });
}

function inOrder<R>(rows: readonly FileRow<R>[], orderBy: ((row: R) => string) | undefined): readonly FileRow<R>[] {
  if (orderBy === undefined) return rows;
  const keyed = rows.map((row) => ({ row, key: orderBy(row.values) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ row }) => row);
}

/** Same key, other content. The refusal stands at the later row, at the first column that differs, and names both rows. */
function contradictions<C extends JsonColumns>(
  rows: readonly FileRow<RowOf<C>>[],
  once: FileKind<C, unknown, unknown, unknown>['once'],
): readonly Refusal[] {
  if (once === undefined) return [];
  const first = new Map<string, { readonly line: number; readonly content: JsonObject }>();
  const faults: Refusal[] = [];
  for (const { line, sheet, values } of rows) {
    const key = once.key(values);
    const content = once.content(values);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, { line, content });
      continue;
    }
    const column = Object.keys(content).find((name) => !isSame(content[name], earlier.content[name]));
    if (column === undefined) continue;
    const message = `spreekt rij ${earlier.line} tegen: ${once.what}`;
    faults.push(atRow(line, column, refusal('ROWS_CONFLICT', message, [], { rows: [earlier.line, line] }), sheet));
  }
  return faults;
}

const isSame = (one: JsonValue = null, other: JsonValue = null): boolean => canonicalJson(one) === canonicalJson(other);
