import { ok, refuse, refused, type Result } from '#libs/kernel';
import { MOST_BYTES, tooLarge, type DataFile } from '../data-file.js';
import type { Sheet } from '../sheet.js';
import { isOds, readOds } from './ods.js';
import { Refused, stop } from './refused.js';
import type { Wanted } from './sheet-rows.js';
import { isXlsx, readXlsx } from './xlsx.js';
import { ZipArchive } from './zip-archive.js';

const ZIP = [0x50, 0x4b, 3, 4];
const EMPTY_ZIP = [0x50, 0x4b, 5, 6];
/** The container of old Excel files, and of new ones with a password. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
/** `EncryptedPackage`, in the letters of two bytes that the container uses. */
const ENCRYPTED = [...'EncryptedPackage'].flatMap((letter) => [letter.charCodeAt(0), 0]);

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte);

/** Whether a file is a spreadsheet, by its content: what it is called says nothing. */
export const isSpreadsheet = ({ bytes }: DataFile): boolean =>
  [ZIP, EMPTY_ZIP, OLE].some((magic) => startsWith(bytes, magic));

function holds(bytes: Uint8Array, part: readonly number[]): boolean {
  for (let at = bytes.indexOf(part[0] ?? 0); at >= 0; at = bytes.indexOf(part[0] ?? 0, at + 1)) {
    if (part.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}

function sheetsOf(bytes: Uint8Array, wanted: Wanted): readonly Sheet[] {
  if (startsWith(bytes, OLE)) {
    if (holds(bytes, ENCRYPTED))
      stop('FILE_ENCRYPTED', 'het bestand is met een wachtwoord beveiligd; bewaar het zonder');
    stop('FILE_NOT_TABLE', 'dit is een oud Excel-bestand (.xls); bewaar het als .xlsx');
  }
  const archive = new ZipArchive(bytes);
  if (isOds(archive)) return readOds(archive, wanted);
  if (isXlsx(archive)) return readXlsx(archive, wanted);
  return stop('FILE_NOT_TABLE', 'dit is geen rekenblad (XLSX of ODS)');
}

const namesOf = (sheets: readonly Sheet[]): string[] => sheets.map(({ name }) => name ?? '');
const quoted = (sheets: readonly Sheet[]): string =>
  namesOf(sheets)
    .map((name) => `“${name}”`)
    .join(', ');

/**
 * The sheet of an XLSX or ODS file that holds the table: the only one with anything in it, or the only one whose first row
 * `fits`. Refuses `FILE_TOO_LARGE`, `FILE_EMPTY`, `FILE_ENCRYPTED`, `FILE_NOT_TABLE`, `SPREADSHEET_MALFORMED`,
 * `SPREADSHEET_TOO_LARGE` (unpacked), `FILE_TOO_MANY_ROWS`, `ROW_TOO_WIDE`, `SHEET_NOT_FOUND` and `SHEET_AMBIGUOUS`, both with
 * the names of the sheets.
 */
export function readSpreadsheet({ name, bytes }: DataFile, fits: Wanted): Result<Sheet> {
  if (bytes.length > MOST_BYTES) return tooLarge(name, bytes.length);
  let sheets: readonly Sheet[];
  try {
    sheets = sheetsOf(bytes, fits).filter(({ rows }) => rows.length > 0);
  } catch (error) {
    if (error instanceof Refused) return refused({ ...error.refusal, message: `${name}: ${error.refusal.message}` });
    throw error;
  }
  const [only, ...others] = sheets;
  if (only === undefined) return refuse('FILE_EMPTY', `${name} is leeg`, ['file']);
  if (others.length === 0) return ok(only);
  const fitting = sheets.filter(({ rows: [header] }) => header !== undefined && fits(header.cells));
  const [found, ...more] = fitting;
  if (found === undefined) {
    const message = `${name}: geen van de bladen heeft de gevraagde kolommen (${quoted(sheets)})`;
    return refuse('SHEET_NOT_FOUND', message, ['file'], { sheets: namesOf(sheets) });
  }
  if (more.length > 0) {
    const message = `${name}: meer dan één blad past (${quoted(fitting)}); bewaar er één`;
    return refuse('SHEET_AMBIGUOUS', message, ['file'], { sheets: namesOf(fitting) });
  }
  return ok(found);
}
