import { strToU8, zipSync, type Zippable } from 'fflate';
import type { DataFile } from '../data-file.js';

/** Parts of a ZIP file, as text or bytes. */
export type Parts = Readonly<Record<string, string | Uint8Array>>;

export function zipped(parts: Parts): Uint8Array {
  const files: Zippable = {};
  for (const [name, content] of Object.entries(parts)) {
    files[name] = typeof content === 'string' ? strToU8(content) : content;
  }
  return zipSync(files);
}

export const fileOf = (name: string, parts: Parts): DataFile => ({ name, bytes: zipped(parts) });

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

export interface XlsxParts {
  /** `<sheetData>…` and what follows it, by the name of the sheet. */
  readonly sheets: Readonly<Record<string, string>>;
  /** `<si>…</si>` of the texts that cells refer to. */
  readonly strings?: string;
  /** `<numFmts>` and `<cellXfs>`. */
  readonly styles?: string;
  readonly is1904?: boolean;
}

/** A workbook as Excel packs it. */
export function xlsxParts({ sheets, strings = '', styles = '', is1904 = false }: XlsxParts): Record<string, string> {
  const names = Object.keys(sheets);
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="${MAIN}" xmlns:r="${REL}"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${names
      .map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}">${names
      .map((_, i) => `<Relationship Id="rId${i + 1}" Type="${REL}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`)
      .join(
        '',
      )}<Relationship Id="s" Type="${REL}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="t" Type="${REL}/styles" Target="styles.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${strings}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`,
  };
  names.forEach((name, i) => {
    parts[`xl/worksheets/sheet${i + 1}.xml`] = `<worksheet xmlns="${MAIN}">${sheets[name]}</worksheet>`;
  });
  return parts;
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

/** A cell of text, as programs write it that know no shared texts. */
export const inline = (text: string): string => `<c t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;

/** Rows of text as the `<sheetData>` of a sheet. */
export const sheetData = (rows: readonly (readonly string[])[]): string =>
  `<sheetData>${rows.map((cells) => `<row>${cells.map(inline).join('')}</row>`).join('')}</sheetData>`;

export const xlsx = (parts: XlsxParts, name = 'woningen.xlsx'): DataFile => fileOf(name, xlsxParts(parts));

const ODS = [
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"',
  'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"',
  'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"',
  'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"',
].join(' ');

/** A document as LibreOffice packs it: `<table:table>` elements. */
export const odsParts = (tables: string, head = ''): Record<string, string> => ({
  mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
  'content.xml': `<?xml version="1.0" encoding="UTF-8"?>${head}<office:document-content ${ODS}><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
});

export const odsCell = (text: string, more = ''): string =>
  `<table:table-cell office:value-type="string"${more}><text:p>${escaped(text)}</text:p></table:table-cell>`;
export const odsRow = (cells: readonly string[], more = ''): string =>
  `<table:table-row${more}>${cells.join('')}</table:table-row>`;
export const odsTable = (name: string, rows: readonly string[]): string =>
  `<table:table table:name="${name}">${rows.join('')}</table:table>`;
export const ods = (tables: string, head = ''): DataFile => fileOf('woningen.ods', odsParts(tables, head));
