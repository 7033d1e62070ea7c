import { strToU8, zipSync } from 'fflate';

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Columns of `import dwellings`. */
const HEADER = [
  'key',
  'municipality',
  'bedrooms',
  'min_persons',
  'max_persons',
  'access',
  'rent',
  'from',
  'until',
  'conditions',
];
const DWELLING = ['W-1', 'Utrecht', '2', '1', '4', 'stairs', '765,43', '2026-01-01', '', ''];

const cell = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const sheet = (...rows: readonly (readonly string[])[]): string =>
  `<worksheet><sheetData>${rows.map((cells) => `<row>${cells.map(cell).join('')}</row>`).join('')}</sheetData></worksheet>`;

/** A workbook with these sheets, by name, and the texts that their cells refer to. */
function xlsx(sheets: Readonly<Record<string, string>>, texts = ''): Uint8Array {
  const parts: Record<string, Uint8Array> = {};
  const put = (name: string, content: string): void => void (parts[name] = strToU8(content));
  const all = [...Object.entries(sheets).entries()];
  put('[Content_Types].xml', '<Types/>');
  put(
    '_rels/.rels',
    `<Relationships><Relationship Id="a" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  const listed = all.map(([i, [name]]) => `<sheet name="${name}" sheetId="${i + 1}" r:id="s${i}"/>`);
  put('xl/workbook.xml', `<workbook xmlns:r="${REL}"><sheets>${listed.join('')}</sheets></workbook>`);
  const found = all.map(([i]) => `<Relationship Id="s${i}" Type="${REL}/worksheet" Target="sheet${i}.xml"/>`);
  found.push(`<Relationship Id="t" Type="${REL}/sharedStrings" Target="texts.xml"/>`);
  put('xl/_rels/workbook.xml.rels', `<Relationships>${found.join('')}</Relationships>`);
  put('xl/texts.xml', `<sst>${texts}</sst>`);
  for (const [i, [, content]] of all) put(`xl/sheet${i}.xml`, content);
  return zipSync(parts);
}

/** One long text that thousands of cells refer to: some kilobytes that would become hundreds of megabytes. */
function bomb(): Uint8Array {
  const rows = `<row>${HEADER.map(cell).join('')}</row>${'<row><c t="s"><v>0</v></c></row>'.repeat(10_000)}`;
  const texts = `<si><t>${'x'.repeat(30_000)}</t></si>`;
  return xlsx({ Woningen: `<worksheet><sheetData>${rows}</sheetData></worksheet>` }, texts);
}

/** A dwelling that a document says is there a million times over. */
function repeated(times: number): Uint8Array {
  const row = (cells: readonly string[], more = ''): string =>
    `<table:table-row${more}>${cells
      .map((text) => `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`)
      .join('')}</table:table-row>`;
  const rows = row(HEADER) + row(DWELLING, ` table:number-rows-repeated="${times}"`);
  return zipSync({
    mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
    'content.xml': strToU8(
      `<o:document-content xmlns:o="o" xmlns:office="office" xmlns:table="table" xmlns:text="text"><o:spreadsheet><table:table table:name="Woningen">${rows}</table:table></o:spreadsheet></o:document-content>`,
    ),
  });
}

interface BadSheet {
  readonly name: string;
  readonly file: string;
  readonly bytes: () => Uint8Array;
  readonly code: string;
}

/** Spreadsheets of dwellings that must be refused, as a whole. */
export const BAD_SHEETS: readonly BadSheet[] = [
  {
    name: 'an XLSX that unpacks without end',
    file: 'bom.xlsx',
    bytes: bomb,
    code: 'SPREADSHEET_TOO_LARGE',
  },
  {
    name: 'an ODS with a million repeated rows',
    file: 'herhaald.ods',
    bytes: () => repeated(1_000_000),
    code: 'FILE_TOO_MANY_ROWS',
  },
  {
    name: 'a workbook without a sheet of dwellings',
    file: 'ander-blad.xlsx',
    bytes: () => xlsx({ Uitleg: sheet(['Lees mij']), Totalen: sheet(['totaal'], ['12']) }),
    code: 'SHEET_NOT_FOUND',
  },
  {
    name: 'a workbook with two sheets of dwellings',
    file: 'twee-bladen.xlsx',
    bytes: () => xlsx({ Januari: sheet(HEADER, DWELLING), Februari: sheet(HEADER, DWELLING) }),
    code: 'SHEET_AMBIGUOUS',
  },
];
