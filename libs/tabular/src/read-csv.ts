import { ok, refuse, type Result } from '#libs/kernel';
import { CsvError, parse } from 'csv-parse/sync';
import type { DataFile } from './data-file.js';
import { textOf } from './file-text.js';
import type { RawRow, Sheet } from './sheet.js';

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

/** A CSV file as one sheet without a name. */
export function readCsv(file: DataFile): Result<Sheet> {
  const text = textOf(file);
  if (!text.ok) return text;
  const rows = split(text.value, file.name);
  return rows.ok ? ok({ name: null, rows: rows.value, faults: [], refusals: [] }) : rows;
}
