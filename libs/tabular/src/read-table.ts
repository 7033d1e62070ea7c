import { ok, refusal, refuse, refused, type Refusal, type Result } from '#libs/kernel';
import type { DataFile } from './data-file.js';
import type { Column } from './fields.js';
import { readCsv } from './read-csv.js';
import { atRow, refusedRows } from './row-refusals.js';
import { columnLetters, MOST_ROWS, type RawRow, type Sheet } from './sheet.js';
import { isSpreadsheet, readSpreadsheet } from './spreadsheet/read-spreadsheet.js';

export type Columns = Readonly<Record<string, Column<unknown>>>;
export type RowOf<C extends Columns> = { readonly [K in keyof C]: C[K] extends Column<infer T> ? T : never };

export interface FileRow<R> {
  /** Line of the file, or row of the sheet, on which the row begins; the header of a CSV file is line 1. */
  readonly line: number;
  /** Null: the file has no sheets. */
  readonly sheet: string | null;
  readonly values: R;
}

/** Where each column of the specification stands in the file; faults in the header end the reading. */
function readHeader(
  { line, cells }: RawRow,
  sheet: string | null,
  columns: Columns,
): Result<ReadonlyMap<string, number>> {
  const names = cells.map((cell) => cell.toLowerCase());
  const at = `${sheet === null ? '' : `blad “${sheet}”, `}rij ${line}`;
  const places = new Map<string, number>();
  const faults: Refusal[] = [];
  names.forEach((name, place) => {
    const path = ['header', name];
    // People leave a column open in a sheet; what stands in it is refused by its rows.
    if (name === '' && sheet !== null) return;
    if (!(name in columns)) {
      const known = Object.keys(columns).join(', ');
      faults.push(
        refusal('COLUMN_UNKNOWN', `${at}: kolom “${name.slice(0, 40)}” is onbekend; bekend zijn ${known}`, path),
      );
    } else if (places.has(name)) {
      faults.push(refusal('COLUMN_TWICE', `${at}: kolom “${name}” staat er twee keer`, path));
    }
    places.set(name, place);
  });
  for (const [name, column] of Object.entries(columns)) {
    if (column.whenEmpty === undefined && !places.has(name)) {
      faults.push(refusal('HEADER_MISSING', `${at}: kolom “${name}” ontbreekt in de kopregel`, ['header', name]));
    }
  }
  // Where no name is known, the first line holds data: to call its cells unknown columns would only repeat them.
  if (names.every((name) => !(name in columns)))
    return refused(...faults.filter(({ code }) => code === 'HEADER_MISSING'));
  return faults.length === 0 ? ok(places) : refused(...faults);
}

function readCell(column: Column<unknown>, text: string): Result<unknown> {
  if (text !== '') return column.read(text);
  return column.whenEmpty === undefined
    ? refuse('FIELD_EMPTY', 'dit veld mag niet leeg zijn')
    : ok(column.whenEmpty.value);
}

/** Why a row does not have the shape of the header; null: it does. A sheet has no cells behind the last text of a row. */
function misshapen({ cells }: RawRow, header: RawRow, sheet: string | null): Refusal | null {
  const width = header.cells.length;
  if (sheet === null) {
    if (cells.length === width) return null;
    return refusal('FIELDS_MISCOUNTED', `er staan ${cells.length} velden, de kopregel heeft er ${width}`);
  }
  const stray = cells.findIndex((cell, place) => cell !== '' && (header.cells[place] ?? '') === '');
  if (stray === -1) return null;
  return refusal('FIELDS_MISCOUNTED', `er staat iets in kolom ${columnLetters(stray)}, die geen naam heeft`);
}

function readRows<C extends Columns>(
  { name: sheet, faults: cellFaults, refusals }: Sheet,
  header: RawRow,
  lines: readonly RawRow[],
  columns: C,
  places: ReadonlyMap<string, number>,
): Result<readonly FileRow<RowOf<C>>[]> {
  const nameAt = (place: number): string => header.cells[place]?.toLowerCase() || columnLetters(place);
  const told = new Set(cellFaults.map(({ line, place }) => `${line}/${nameAt(place)}`));
  const faults: Refusal[] = [
    ...refusals,
    ...cellFaults.map(({ line, place, refusal: fault }) => atRow(line, nameAt(place), fault, sheet)),
  ];
  const rows: FileRow<RowOf<C>>[] = [];
  for (const row of lines) {
    const { line, cells } = row;
    const fault = misshapen(row, header, sheet);
    if (fault !== null) {
      faults.push(atRow(line, null, fault, sheet));
      continue;
    }
    const values: Record<string, unknown> = {};
    for (const [name, column] of Object.entries(columns)) {
      const place = places.get(name);
      const cell = readCell(column, place === undefined ? '' : (cells[place] ?? ''));
      if (cell.ok) values[name] = cell.value;
      // Of a cell that could not be read at all it is known already what is wrong.
      else if (!told.has(`${line}/${name}`)) faults.push(...cell.refusals.map((of) => atRow(line, name, of, sheet)));
    }
    rows.push({ line, sheet, values: values as RowOf<C> });
  }
  return faults.length === 0 ? ok(rows) : refusedRows(faults);
}

/**
 * Reads a CSV, XLSX or ODS file, whichever its content is, into typed rows, or says all that is wrong with it: each refusal
 * names sheet, row, column and rule. Names of columns in any order and case. CSV: `,` or `;`, BOM, LF or CRLF, quotes, UTF-8 or
 * Windows-1252. Sheets: days as `YYYY-MM-DD`, numbers without exponent, `true` and `false`, the outcome of formulas.
 * Refuses `FILE_TOO_LARGE`, `FILE_EMPTY`, `FILE_NOT_TEXT`, `FILE_TOO_MANY_ROWS`, `CSV_MALFORMED`, `HEADER_MISSING`,
 * `COLUMN_UNKNOWN`, `COLUMN_TWICE`, `FIELDS_MISCOUNTED`, `FIELD_EMPTY`, what `readSpreadsheet` refuses, of cells `CELL_ERROR`,
 * `CELL_TOO_LONG`, `CELLS_MERGED`, `FORMULA_WITHOUT_VALUE`, `NUMBER_NOT_EXACT`, and what the readers of the columns refuse.
 */
export function readTable<C extends Columns>(file: DataFile, columns: C): Result<readonly FileRow<RowOf<C>>[]> {
  const read = isSpreadsheet(file)
    ? readSpreadsheet(file, (cells) => readHeader({ line: 1, cells }, '', columns).ok)
    : readCsv(file);
  if (!read.ok) return read;
  const [header, ...lines] = read.value.rows;
  if (header === undefined) return refuse('FILE_EMPTY', `${file.name} is leeg`, ['file']);
  const places = readHeader(header, read.value.name, columns);
  if (!places.ok) return places;
  if (lines.length === 0) return refuse('FILE_EMPTY', `${file.name} heeft alleen een kopregel`, ['file']);
  if (lines.length > MOST_ROWS) {
    return refuse('FILE_TOO_MANY_ROWS', `${file.name} heeft ${lines.length} rijen; het meeste is ${MOST_ROWS}`, [
      'file',
    ]);
  }
  return readRows(read.value, header, lines, columns, places.value);
}
