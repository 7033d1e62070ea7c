import { ok } from '#libs/kernel';
import fc from 'fast-check';
import type { DataFile } from '../data-file.js';
import { date, optional, required, wholeNumber } from '../fields.js';
import { readTable } from '../read-table.js';
import { inline, ods, odsCell, odsRow, odsTable, sheetData, xlsx } from '../testing/spreadsheets.js';

const anyText = required((text) => ok(text));
const columns = { key: anyText, persons: required(wholeNumber(0, 99)), from: optional(date, null) };
const HEADER = ['key', 'persons', 'from'];

const rowsOf = (file: DataFile) => {
  const table = readTable(file, columns);
  return table.ok ? table.value.map(({ line, values }) => [line, ...Object.values(values)]) : table.refusals;
};
const faultsOf = (file: DataFile) => {
  const table = readTable(file, columns);
  return table.ok ? [] : table.refusals.map(({ code, path }) => `${code} ${path.join('.')}`);
};
/** The texts of the one column of a file. */
const textsOf = (file: DataFile) => {
  const table = readTable(file, { value: anyText });
  return table.ok ? table.value.map(({ values }) => values.value) : table.refusals.map(({ code }) => code);
};

describe('a workbook of Excel', () => {
  const header = `<row r="1">${HEADER.map(inline).join('')}</row>`;
  const styles = `<numFmts><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy;@"/><numFmt numFmtId="165" formatCode="0000000000000000"/><numFmt numFmtId="166" formatCode="[Red]#,##0.00 &quot;dag&quot;"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>`;
  const valueSheet = (cells: readonly string[], is1904 = false, strings = '') =>
    xlsx({
      sheets: {
        Blad1: `<sheetData><row>${inline('value')}</row>${cells.map((cell) => `<row>${cell}</row>`).join('')}</sheetData>`,
      },
      styles,
      strings,
      is1904,
    });

  it('is read with the rows that it shows, texts of its own and shared ones, days and numbers', () => {
    const file = xlsx({
      sheets: {
        Woningen: `<sheetData>${header}<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3"><v>4</v></c><c r="C3" s="2"><v>45413</v></c></row>
          <row r="7"><c r="A7" t="inlineStr"><is><r><t>Ame</t></r><r><t xml:space="preserve">land </t></r></is></c><c r="B7"><v>2.0</v></c></row></sheetData>`,
      },
      strings: '<si><t>nooit</t></si><si><r><t>Súd</t></r><r><t>west</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>',
      styles,
    });
    expect(rowsOf(file)).toEqual([
      [3, 'Súdwest', 4, '2024-05-01'],
      [7, 'Ameland', 2, null],
    ]);
  });

  it('tells its days by the format of the cell, counted from 1900 or from 1904', () => {
    const days = (serials: readonly (number | string)[], is1904 = false) =>
      textsOf(
        valueSheet(
          serials.map((serial) => `<c s="1"><v>${serial}</v></c>`),
          is1904,
        ),
      );
    expect(days([1, 59, 60, 61, 45413, 45413.5])).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-02-29',
      '1900-03-01',
      '2024-05-01',
      '2024-05-01T12:00:00',
    ]);
    expect(days([0, 43951, '45412.99999999'], true)).toEqual(['1904-01-01', '2024-05-01', '2028-05-02']);
    expect(textsOf(valueSheet(['<c><v>45413</v></c>', '<c s="4"><v>45413</v></c>']))).toEqual(['45413', '45413']);
  });

  it('has numbers as people read them', () => {
    const numbers = ['765.42999999999995', '0.30000000000000004', '1E-7', '1.5E3', '344010000000001', '-0'];
    expect(textsOf(valueSheet(numbers.map((number) => `<c><v>${number}</v></c>`)))).toEqual([
      '765.43',
      '0.3',
      '0.0000001',
      '1500',
      '344010000000001',
      '0',
    ]);
    expect(textsOf(valueSheet(['<c s="3"><v>344010000000001</v></c>']))).toEqual(['0344010000000001']);
  });

  it('has yes and no, the outcome of formulas, and what XML cannot write', () => {
    const cells = [
      '<c t="b"><v>1</v></c>',
      '<c t="b"><v>0</v></c>',
      '<c t="str"><f>A1&amp;"x"</f><v>valuex</v></c>',
      '<c><f>1+1</f><v>2</v></c>',
      '<c t="d"><v>2024-05-01T00:00:00</v></c>',
      '<c t="s"><v>0</v></c>',
    ];
    expect(textsOf(valueSheet(cells, false, '<si><t>a_x000D_b</t></si>'))).toEqual([
      'true',
      'false',
      'valuex',
      '2',
      '2024-05-01',
      'a\rb',
    ]);
  });

  it('is refused with sheet, row and column where a cell cannot be read', () => {
    const file = xlsx({
      sheets: {
        Woningen: `<sheetData>${header}<row><c t="e"><v>#REF!</v></c><c><f>A1</f></c></row><row>${inline('a')}<c><v>1.5</v></c></row>
          <row>${inline('b')}<c><v>1234567890123456</v></c><c/><c><v>7</v></c></row></sheetData>`,
      },
    });
    expect(faultsOf(file)).toEqual([
      'CELL_ERROR rows.2.key',
      'FORMULA_WITHOUT_VALUE rows.2.persons',
      'NUMBER_NOT_EXACT rows.4.persons',
      'NUMBER_INVALID rows.3.persons',
      'FIELDS_MISCOUNTED rows.4',
    ]);
    const table = readTable(file, columns);
    const last = table.ok ? null : table.refusals[3];
    expect(last?.message).toMatch(/^blad “Woningen”, rij 3, kolom persons: “1\.5”/);
    expect(last?.details).toMatchObject({ sheet: 'Woningen' });
  });

  it('is refused where cells of the table are merged', () => {
    const merged = (range: string) =>
      faultsOf(
        xlsx({
          sheets: {
            B: `<sheetData>${header}<row>${inline('a')}<c><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="${range}"/></mergeCells>`,
          },
        }),
      );
    expect(merged('A2:A3')).toEqual(['CELLS_MERGED sheet.A2:A3']);
    expect(merged('F2:G2')).toEqual([]);
    expect(merged('A9:C9')).toEqual([]);
  });

  it('may leave columns open, in which then nothing stands', () => {
    const rows = (stray: string) =>
      xlsx({
        sheets: {
          B: sheetData([
            ['', ...HEADER],
            [stray, 'a', '1'],
          ]),
        },
      });
    expect(rowsOf(rows(''))).toEqual([[2, 'a', 1, null]]);
    expect(faultsOf(rows('x'))).toEqual(['FIELDS_MISCOUNTED rows.2']);
  });

  it('with several sheets is read from the one whose first row fits', () => {
    const other = sheetData([['uitleg'], ['vul in']]);
    const good = sheetData([HEADER, ['a', '1']]);
    expect(rowsOf(xlsx({ sheets: { Uitleg: other, Woningen: good, Leeg: '<sheetData/>' } }))).toEqual([
      [2, 'a', 1, null],
    ]);
    const none = readTable(xlsx({ sheets: { Uitleg: other, Meer: other } }), columns);
    expect(none).toMatchObject({ refusals: [{ code: 'SHEET_NOT_FOUND', details: { sheets: ['Uitleg', 'Meer'] } }] });
    const two = readTable(xlsx({ sheets: { A: good, B: good } }), columns);
    expect(two).toMatchObject({ refusals: [{ code: 'SHEET_AMBIGUOUS', details: { sheets: ['A', 'B'] } }] });
    expect(faultsOf(xlsx({ sheets: { Blad1: sheetData([['key']]), Blad2: '<sheetData/>' } }))).toEqual([
      'HEADER_MISSING header.persons',
    ]);
  });
});

describe('a document of LibreOffice', () => {
  const header = odsRow(HEADER.map((name) => odsCell(name)));
  const document = (...rows: readonly string[]) => ods(odsTable('Woningen', [header, ...rows]));
  const valueDocument = (...cells: readonly string[]) =>
    ods(odsTable('Blad1', [odsRow([odsCell('value')]), ...cells.map((cell) => odsRow([cell]))]));

  it('is read with repeated rows and cells as they are shown', () => {
    const file = document(
      odsRow([odsCell('a'), odsCell('1')]),
      odsRow(['<table:table-cell table:number-columns-repeated="16384"/>'], ' table:number-rows-repeated="3"'),
      odsRow([odsCell('1', ' table:number-columns-repeated="2"')], ' table:number-rows-repeated="2"'),
      odsRow(['<table:table-cell table:number-columns-repeated="16384"/>'], ' table:number-rows-repeated="1048570"'),
    );
    expect(rowsOf(file)).toEqual([
      [2, 'a', 1, null],
      [6, '1', 1, null],
      [7, '1', 1, null],
    ]);
  });

  it('has days, numbers, yes and no and texts as they are kept, and white space that XML folds', () => {
    const cells = [
      '<table:table-cell office:value-type="date" office:date-value="2024-05-01"><text:p>1 mei</text:p></table:table-cell>',
      '<table:table-cell office:value-type="date" office:date-value="2024-05-01T00:00:00"/>',
      '<table:table-cell office:value-type="currency" office:value="765.43"><text:p>€ 765,43</text:p></table:table-cell>',
      '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAAR</text:p></table:table-cell>',
      '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b</text:p><text:p>c<text:line-break/><text:span>d</text:span></text:p></table:table-cell>',
      '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>',
      '<table:table-cell office:value-type="float" office:value="344010000000001"><text:p>0344010000000001</text:p></table:table-cell>',
    ];
    expect(textsOf(valueDocument(...cells))).toEqual([
      '2024-05-01',
      '2024-05-01',
      '765.43',
      'true',
      'a  b\nc\nd',
      '2',
      '0344010000000001',
    ]);
  });

  it('is read without its comments, drawings and recorded changes', () => {
    const commented =
      '<table:table-cell office:value-type="string"><office:annotation><text:p>de heer Jansen</text:p></office:annotation><text:p>a</text:p><draw:frame xmlns:draw="d"><text:p>plaatje</text:p></draw:frame></table:table-cell>';
    const changes = `<table:tracked-changes><table:table-cell office:value-type="string"><text:p>vroeger</text:p></table:table-cell></table:tracked-changes>`;
    const file = ods(`${changes}${odsTable('B', [odsRow([odsCell('value')]), odsRow([commented])])}`);
    expect(textsOf(file)).toEqual(['a']);
  });

  it('is refused with sheet, row and column where a cell cannot be read', () => {
    const file = document(
      odsRow([
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>',
        '<table:table-cell table:formula="of:=A1"/>',
      ]),
      odsRow([
        odsCell('a', ' table:number-columns-spanned="2" table:number-rows-spanned="1"'),
        '<table:covered-table-cell/>',
      ]),
    );
    expect(faultsOf(file)).toEqual([
      'CELLS_MERGED sheet.A3:B3',
      'CELL_ERROR rows.2.key',
      'FORMULA_WITHOUT_VALUE rows.2.persons',
      'FIELD_EMPTY rows.3.persons',
    ]);
  });

  it('with several sheets is read from the one whose first row fits', () => {
    const other = odsTable('Uitleg', [odsRow([odsCell('lees mij')]), odsRow([odsCell('x')])]);
    const good = odsTable('Woningen', [header, odsRow([odsCell('a'), odsCell('1')])]);
    expect(rowsOf(ods(other + good))).toEqual([[2, 'a', 1, null]]);
    expect(faultsOf(ods(other + other.replace('Uitleg', 'Meer')))).toEqual(['SHEET_NOT_FOUND file']);
  });
});

describe('the same table', () => {
  it('says the same from CSV, XLSX and ODS, whatever stands in its texts', () => {
    const text = fc
      .string({ unit: fc.constantFrom('a', 'é', '<', '&', '"', ';', ' ', '7', '_x0041_') })
      .filter((s) => s.trim() !== '' && !s.includes('_x'));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.nat(99)), { minLength: 1, maxLength: 8 }), (rows) => {
        const cells = rows.map(([key, persons]) => [key, String(persons)]);
        const csv = [['key', 'persons'], ...cells]
          .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join())
          .join('\n');
        const odsRows = [['key', 'persons'], ...cells].map((row) =>
          odsRow(row.map((cell) => odsCell(cell.replace(/^ +| +$|(?<= ) /g, '')))),
        );
        const expected = rowsOf({ name: 'a.csv', bytes: new TextEncoder().encode(csv) });
        expect(rowsOf(xlsx({ sheets: { B: sheetData([['key', 'persons'], ...cells]) } }))).toEqual(expected);
        expect(textsFolded(rowsOf(ods(odsTable('B', odsRows))))).toEqual(textsFolded(expected));
      }),
      { seed: 31, numRuns: 60 },
    );
  });
});

/** LibreOffice writes white space as elements; what XML itself holds of it is folded. */
const textsFolded = (rows: unknown): string => JSON.stringify(rows).replace(/ +/g, ' ');
