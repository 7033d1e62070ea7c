import { strToU8, zipSync } from 'fflate';
import { ok } from '#libs/kernel';
import type { DataFile } from '../data-file.js';
import { required } from '../fields.js';
import { readTable } from '../read-table.js';
import { MOST_ROWS } from '../sheet.js';
import {
  fileOf,
  inline,
  ods,
  odsCell,
  odsParts,
  odsRow,
  odsTable,
  sheetData,
  xlsx,
  xlsxParts,
  zipped,
} from '../testing/spreadsheets.js';
import { packed } from '../testing/packed.js';
import { MOST_PART_BYTES, MOST_UNPACKED_BYTES } from './zip-archive.js';

const columns = { value: required((text) => ok(text)) };
const codesOf = (file: DataFile) => {
  const table = readTable(file, columns);
  return table.ok ? `${table.value.length} rows` : table.refusals.map(({ code }) => code).join();
};
const good = { sheets: { Blad1: sheetData([['value'], ['a']]) } };
const sheet1 = 'xl/worksheets/sheet1.xml';

describe('a spreadsheet that unpacks without end', () => {
  /** A sheet of blanks: 1 MB of them is packed to some KB. */
  function blankSheet(bytes: number): Uint8Array {
    const sheet = new Uint8Array(bytes).fill(0x20);
    sheet.set(strToU8('<worksheet>'));
    sheet.set(strToU8('</worksheet>'), bytes - 12);
    return sheet;
  }

  it('is cut off by what comes out of it, whatever size it declares', () => {
    const parts: Record<string, string | Uint8Array> = xlsxParts(good);
    parts[sheet1] = blankSheet(MOST_PART_BYTES + 1);
    const bytes = packed(parts, 10);
    expect(bytes.length).toBeLessThan(1_000_000);
    expect(codesOf({ name: 'bom.xlsx', bytes })).toBe('SPREADSHEET_TOO_LARGE');
  });

  it('is cut off by what all its parts make together', () => {
    const parts: Record<string, string | Uint8Array> = xlsxParts({ sheets: { A: '', B: '' } });
    const half = blankSheet(MOST_UNPACKED_BYTES / 2);
    const bytes = packed({ ...parts, [sheet1]: half, 'xl/worksheets/sheet2.xml': half });
    expect(codesOf({ name: 'bom.xlsx', bytes })).toBe('SPREADSHEET_TOO_LARGE');
  });

  it('is refused when one long text is referred to by every cell', () => {
    const cells = '<row><c t="s"><v>0</v></c></row>'.repeat(20_000);
    const strings = `<si><t>${'x'.repeat(30_000)}</t></si>`;
    const file = xlsx({ sheets: { B: `<sheetData><row>${inline('value')}</row>${cells}</sheetData>` }, strings });
    expect(codesOf(file)).toBe('SPREADSHEET_TOO_LARGE');
    const long = xlsx({ sheets: { B: sheetData([['value'], ['x'.repeat(40_000)]]) } });
    expect(codesOf(long)).toBe('CELL_TOO_LONG');
  });

  it('is refused with a million repeated rows that say something, and read with a million that do not', () => {
    const repeated = ' table:number-rows-repeated="1000000"';
    const header = odsRow([odsCell('value')]);
    const filled = ods(odsTable('B', [header, odsRow([odsCell('a')], repeated)]));
    expect(filled.bytes.length).toBeLessThan(1_000);
    expect(codesOf(filled)).toBe('FILE_TOO_MANY_ROWS');
    const blank = odsRow(['<table:table-cell table:number-columns-repeated="16384"/>'], repeated);
    expect(codesOf(ods(odsTable('B', [header, odsRow([odsCell('a')]), blank])))).toBe('1 rows');
    const most = ods(odsTable('B', [header, odsRow([odsCell('a')], ` table:number-rows-repeated="${MOST_ROWS}"`)]));
    expect(codesOf(most)).toBe(`${MOST_ROWS} rows`);
  });

  it('is refused with more columns than a table has', () => {
    const wide = odsRow([odsCell('a', ' table:number-columns-repeated="16384"')]);
    expect(codesOf(ods(odsTable('B', [odsRow([odsCell('value')]), wide])))).toBe('ROW_TOO_WIDE');
    const far = `<sheetData><row>${inline('value')}</row><row r="2"><c r="XFD2"><v>1</v></c></row></sheetData>`;
    expect(codesOf(xlsx({ sheets: { B: far } }))).toBe('ROW_TOO_WIDE');
  });

  it('is refused when it defines entities, before one of them is expanded', () => {
    const laughs = '<!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;&l;">]>';
    expect(codesOf(ods(odsTable('B', [odsRow([odsCell('value')])]), laughs))).toBe('SPREADSHEET_MALFORMED');
    const parts = { ...xlsxParts(good), 'xl/sharedStrings.xml': `${laughs}<sst><si><t>&m;</t></si></sst>` };
    expect(codesOf(fileOf('lach.xlsx', parts))).toBe('SPREADSHEET_MALFORMED');
  });

  it('is refused when it nests without end', () => {
    const parts = { ...xlsxParts(good), [sheet1]: `${'<a>'.repeat(100_000)}` };
    expect(codesOf(fileOf('diep.xlsx', parts))).toBe('SPREADSHEET_MALFORMED');
  });
});

describe('a file that is no spreadsheet that we can read', () => {
  it('is refused when a password is needed', () => {
    const manifest =
      '<manifest:manifest xmlns:manifest="m"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
    const encryptedOds = fileOf('geheim.ods', { ...odsParts('x'), 'META-INF/manifest.xml': manifest });
    expect(codesOf(encryptedOds)).toBe('FILE_ENCRYPTED');
    const container = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0];
    const name = [...'EncryptedPackage'].flatMap((letter) => [letter.charCodeAt(0), 0]);
    expect(codesOf({ name: 'geheim.xlsx', bytes: Uint8Array.from([...container, ...name]) })).toBe('FILE_ENCRYPTED');
    expect(codesOf({ name: 'oud.xls', bytes: Uint8Array.from(container) })).toBe('FILE_NOT_TABLE');
    expect(codesOf({ name: 'a.xlsx', bytes: flagged(zipped(xlsxParts(good))) })).toBe('FILE_ENCRYPTED');
  });

  it('is refused when it is another kind of document', () => {
    expect(codesOf(fileOf('a.zip', { 'a.txt': 'hoi' }))).toBe('FILE_NOT_TABLE');
    const word = xlsxParts(good);
    word['xl/workbook.xml'] = '<w:document xmlns:w="w"><w:body/></w:document>';
    expect(codesOf(fileOf('a.docx', word))).toBe('FILE_NOT_TABLE');
  });

  it('is refused when it is damaged, whichever byte is', () => {
    const { bytes } = xlsx(good);
    const outcomes = new Set<string>();
    for (let at = 4; at < bytes.length; at += 3) {
      const damaged = Uint8Array.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      outcomes.add(codesOf({ name: 'a.xlsx', bytes: damaged }));
      outcomes.add(codesOf({ name: 'a.xlsx', bytes: bytes.subarray(0, at) }));
    }
    // Never an exception; where a damaged byte does no harm, as in a time stamp, the table is read.
    expect(outcomes).toContain('SPREADSHEET_MALFORMED');
    expect(outcomes).toContain('1 rows');
  });

  it('is refused when two parts bear one name', () => {
    const bytes = zipSync({ 'a.xml': strToU8('a'), 'b.xml': strToU8('b') });
    const text = Buffer.from(bytes).toString('latin1').replaceAll('b.xml', 'a.xml');
    expect(codesOf({ name: 'a.xlsx', bytes: Buffer.from(text, 'latin1') })).toBe('SPREADSHEET_MALFORMED');
  });

  it('is refused when rows or cells stand out of order', () => {
    const twice = `<sheetData><row r="1">${inline('value')}</row><row r="1">${inline('a')}</row></sheetData>`;
    expect(codesOf(xlsx({ sheets: { B: twice } }))).toBe('SPREADSHEET_MALFORMED');
    const back = `<sheetData><row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row></sheetData>`;
    expect(codesOf(xlsx({ sheets: { B: back } }))).toBe('SPREADSHEET_MALFORMED');
    expect(codesOf(xlsx({ sheets: { B: `<sheetData><row><c t="s"><v>9</v></c></row></sheetData>` } }))).toBe(
      'SPREADSHEET_MALFORMED',
    );
  });
});

/** Every part marked as encrypted. */
function flagged(bytes: Uint8Array): Uint8Array {
  return inDirectory(bytes, (view, at) => view.setUint16(at + 8, 1, true));
}

function inDirectory(bytes: Uint8Array, change: (view: DataView, at: number) => void): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const view = new DataView(copy.buffer);
  for (let at = 0; at < copy.length - 4; at++) if (view.getUint32(at, true) === 0x02014b50) change(view, at);
  return copy;
}
