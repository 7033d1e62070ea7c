import { ok, refusal, refuse, refused, type Refusal, type Result } from '#libs/kernel';
import { CsvError, parse } from 'csv-parse/sync';
import type { DataFile } from './data-file.js';
import type { Column } from './fields.js';
import { textOf } from './file-text.js';
import { atRow, refusedRows } from './row-refusals.js';

export type Columns = Readonly<Record<string, Column<unknown>>>;
export type RowOf<C extends Columns> = { readonly [K in keyof C]: C[K] extends Column<infer T> ? T : never };

export interface FileRow<R> {
  /** Line of the file on which the row begins; the header is line 1. */
  readonly line: number;
  readonly values: R;
}

/** 250,000 rows: a file is stored in one commit, which holds up all other writers for as long as it takes. */
const MOST_ROWS = 250_000;

interface RawRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The delimiter is the one of `,` and `;` that stands oftener in the header, quoted parts left out. */
function delimiterOf(text: string): ',' | ';' {
  const header = (/^[^\n]*/.exec(text.trimStart())?.[0] ?? '').replace(/"[^"]*"/g, '');
  return header.split(';').length > header.split(',').length ? ';' : ',';
}

interface WithInfo {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function split(text: string, name: string): Result<readonly RawRow[]> {
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as readonly WithInfo[];
    return ok(
      records
        .map(({ record, info }) => {
          const cells = record.map((cell) => cell.normalize('NFC').trim());
          const lineEnds = record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
          return { line: info.lines - lineEnds, cells };
        })
        .filter(({ cells }) => cells.some((cell) => cell !== '')),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error ? Number(error['lines']) : 1;
    return refuse('CSV_MALFORMED', `${name}, rij ${line}: de aanhalingstekens kloppen niet`, ['rows', String(line)], {
      rule: String(error.code),
    });
  }
}

/** Where each column of the specification stands in the file; faults in the header end the reading. */
function readHeader(header: RawRow, columns: Columns): Result<ReadonlyMap<string, number>> {
  const names = header.cells.map((cell) => cell.toLowerCase());
  const places = new Map<string, number>();
  const faults: Refusal[] = [];
  names.forEach((name, place) => {
    const path = ['header', name];
    if (!(name in columns)) {
      const known = Object.keys(columns).join(', ');
      faults.push(
        refusal('COLUMN_UNKNOWN', `rij 1: kolom “${name.slice(0, 40)}” is onbekend; bekend zijn ${known}`, path),
      );
    } else if (places.has(name)) {
      faults.push(refusal('COLUMN_TWICE', `rij 1: kolom “${name}” staat er twee keer`, path));
    }
    places.set(name, place);
  });
  for (const [name, column] of Object.entries(columns)) {
    if (column.whenEmpty === undefined && !places.has(name)) {
      faults.push(refusal('HEADER_MISSING', `rij 1: kolom “${name}” ontbreekt in de kopregel`, ['header', name]));
    }
  }
  // Where no name is known, the first line holds data: to call its cells unknown columns would only repeat them.
  if (names.every((name) => !(name in columns)))
    return refused(...faults.filter(({ code }) => code === 'HEADER_MISSING'));
  return faults.length === 0 ? ok(places) : refused(...faults);
}

function readCell(name: string, column: Column<unknown>, text: string, line: number): Result<unknown> {
  if (text === '') {
    if (column.whenEmpty !== undefined) return ok(column.whenEmpty.value);
    return refused(atRow(line, name, refusal('FIELD_EMPTY', 'dit veld mag niet leeg zijn')));
  }
  const cell = column.read(text);
  return cell.ok ? cell : refused(...cell.refusals.map((fault) => atRow(line, name, fault)));
}

/**
 * Reads a CSV file into typed rows, or says all that is wrong with it: each refusal names row, column and rule.
 * `,` or `;`, BOM, LF or CRLF, quotes, UTF-8 or Windows-1252; names of columns in any order and case. Refuses
 * `FILE_TOO_LARGE`, `FILE_EMPTY`, `FILE_NOT_TEXT`, `FILE_TOO_MANY_ROWS`, `CSV_MALFORMED`, `HEADER_MISSING`,
 * `COLUMN_UNKNOWN`, `COLUMN_TWICE`, `FIELDS_MISCOUNTED`, `FIELD_EMPTY` and what the readers of the columns refuse.
 */
export function readTable<C extends Columns>(file: DataFile, columns: C): Result<readonly FileRow<RowOf<C>>[]> {
  const text = textOf(file);
  if (!text.ok) return text;
  const raw = split(text.value, file.name);
  if (!raw.ok) return raw;
  const [header, ...lines] = raw.value;
  if (header === undefined) return refuse('FILE_EMPTY', `${file.name} is leeg`, ['file']);
  const places = readHeader(header, columns);
  if (!places.ok) return places;
  if (lines.length === 0) return refuse('FILE_EMPTY', `${file.name} heeft alleen een kopregel`, ['file']);
  if (lines.length > MOST_ROWS) {
    return refuse('FILE_TOO_MANY_ROWS', `${file.name} heeft ${lines.length} rijen; het meeste is ${MOST_ROWS}`, [
      'file',
    ]);
  }

  const rows: FileRow<RowOf<C>>[] = [];
  const faults: Refusal[] = [];
  for (const { line, cells } of lines) {
    if (cells.length !== header.cells.length) {
      const message = `er staan ${cells.length} velden, de kopregel heeft er ${header.cells.length}`;
      faults.push(atRow(line, null, refusal('FIELDS_MISCOUNTED', message)));
      continue;
    }
    const values: Record<string, unknown> = {};
    for (const [name, column] of Object.entries(columns)) {
      const place = places.value.get(name);
      const cell = readCell(name, column, place === undefined ? '' : (cells[place] ?? ''), line);
      if (cell.ok) values[name] = cell.value;
      else faults.push(...cell.refusals);
    }
    rows.push({ line, values: values as RowOf<C> });
  }
  return faults.length === 0 ? ok(rows) : refusedRows(faults);
}
