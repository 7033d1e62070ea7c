import { ok } from '#libs/kernel';
import fc from 'fast-check';
import { MOST_BYTES, type DataFile } from './data-file.js';
import { date, everyFile, freeText, moment, oneOf, optional, period, required, wholeNumber } from './fields.js';
import { MOST_REFUSALS } from './row-refusals.js';
import { readTable } from './read-table.js';

const columns = {
  name: required((text) => ok(text)),
  persons: required(wholeNumber(0, 1_000_000)),
  on: optional(date, null),
  kind: optional(oneOf(['regular', 'har']), 'regular'),
  ...everyFile,
};
const file = (content: string | Uint8Array): DataFile => ({
  name: 'rijen.csv',
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
});
const read = (content: string | Uint8Array) => readTable(file(content), columns);
const namesIn = (content: string | Uint8Array) => {
  const table = read(content);
  return table.ok ? table.value.map(({ values }) => values.name) : table.refusals.map(({ code }) => code);
};
const faultsIn = (content: string | Uint8Array) => {
  const table = read(content);
  return table.ok ? [] : table.refusals.map(({ code, path }) => [code, path.join('.')]);
};

describe('a CSV file', () => {
  it('is read alike with comma or semicolon, BOM, CRLF, quotes and blank lines', () => {
    const variants = [
      'name,persons\nSoest,3\n',
      'name;persons\r\nSoest;3\r\n',
      '\ufeffname,persons\nSoest,3',
      '"name";"persons"\n"Soest";"3"\n\n',
      'Persons,NAME\n3, Soest \n,\n',
    ];
    for (const variant of variants) {
      expect(read(variant)).toEqual({
        ok: true,
        value: [
          expect.objectContaining({
            values: { name: 'Soest', persons: 3, on: null, kind: 'regular', known_at: null, remark: null },
          }),
        ],
      });
    }
  });

  it('keeps diacritics, delimiters and line ends inside quotes', () => {
    expect(namesIn('name;persons\n"Súdwest; Fryslân";1\n')).toEqual(['Súdwest; Fryslân']);
    expect(namesIn('name,persons\n"a\nb",1\n')).toEqual(['a\nb']);
  });

  it('is read from Windows-1252 as Excel writes it', () => {
    const bytes = Uint8Array.from(
      [...'name;persons\nFrysl'].map((c) => c.charCodeAt(0)).concat(0xe2, 0x6e, 0x3b, 0x31),
    );
    expect(namesIn(bytes)).toEqual(['Fryslân']);
  });

  it('is refused when it is no text, empty, or damaged UTF-8', () => {
    expect(namesIn('')).toEqual(['FILE_EMPTY']);
    expect(namesIn('\ufeff \r\n')).toEqual(['FILE_EMPTY']);
    expect(namesIn('name,persons\n')).toEqual(['FILE_EMPTY']);
    expect(namesIn(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0]))).toEqual(['FILE_NOT_TEXT']);
    expect(namesIn(Uint8Array.from([0xff, 0xfe, 0x6e, 0]))).toEqual(['FILE_NOT_TEXT']);
    const half = new Uint8Array([...new TextEncoder().encode('name,persons\nFryslân,1\nSú'), 0xc3]);
    expect(namesIn(half)).toEqual(['FILE_NOT_TEXT']);
  });

  it('is refused when it is larger than we read', () => {
    expect(namesIn(new Uint8Array(MOST_BYTES + 1))).toEqual(['FILE_TOO_LARGE']);
  });

  it('is refused when its quotes do not close, with the row', () => {
    expect(faultsIn('name,persons\n"Soest,1\n')[0]?.[0]).toBe('CSV_MALFORMED');
    expect(faultsIn('name,persons\nZeist,1\nSo"est,1\n')).toEqual([['CSV_MALFORMED', 'rows.3']]);
  });
});

describe('the header', () => {
  it('is missed when the first line is data, without repeating that data', () => {
    expect(faultsIn('Jan Jansen,3\nPiet,4\n')).toEqual([
      ['HEADER_MISSING', 'header.name'],
      ['HEADER_MISSING', 'header.persons'],
    ]);
  });

  it('may hold each known column once, and nothing else', () => {
    expect(faultsIn('name,persons,vnummer,persons\nSoest,3,V1,3\n')).toEqual([
      ['COLUMN_UNKNOWN', 'header.vnummer'],
      ['COLUMN_TWICE', 'header.persons'],
    ]);
    expect(faultsIn('name\nSoest\n')).toEqual([['HEADER_MISSING', 'header.persons']]);
  });
});

describe('a row', () => {
  it('is refused with row, column and rule, and all faults of the file at once', () => {
    const content = ['name,persons,on,kind,known_at,remark']
      .concat(
        'A,1.5,,,,',
        'B,1e9,,,,',
        'C,,,,,',
        'D,1.000,2023-02-30,,,',
        'E,1000001,,hotel,gisteren,bsn 123456782',
        'F,1',
      )
      .join('\n');
    expect(faultsIn(content)).toEqual([
      ['NUMBER_INVALID', 'rows.2.persons'],
      ['NUMBER_INVALID', 'rows.3.persons'],
      ['FIELD_EMPTY', 'rows.4.persons'],
      ['NUMBER_INVALID', 'rows.5.persons'],
      ['DATE_INVALID', 'rows.5.on'],
      ['NUMBER_OUT_OF_RANGE', 'rows.6.persons'],
      ['VALUE_UNKNOWN', 'rows.6.kind'],
      ['INSTANT_INVALID', 'rows.6.known_at'],
      ['PERSONAL_DATA_SUSPECTED', 'rows.6.remark'],
      ['FIELDS_MISCOUNTED', 'rows.7'],
    ]);
    const table = read('name,persons\nA,1.5\n');
    expect(table.ok ? '' : table.refusals[0]?.message).toMatch(/^rij 2, kolom persons: “1\.5”/);
  });

  it('has the line of the file on which it begins, also behind blank lines and quoted line ends', () => {
    const table = read('name,persons\r\n\r\n"a\r\nb",1\r\nc,2\r\n');
    expect(table.ok && table.value.map(({ line, values }) => [line, values.persons])).toEqual([
      [3, 1],
      [5, 2],
    ]);
  });

  it('is one of at most a hundred listed refusals, the rest being counted', () => {
    const table = read(`name,persons\n${'A,x\n'.repeat(MOST_REFUSALS + 50)}`);
    expect(table.ok ? 0 : table.refusals.length).toBe(MOST_REFUSALS + 1);
    expect(table.ok ? null : table.refusals.at(-1)).toMatchObject({
      code: 'MORE_REFUSALS',
      details: { total: 150, more: 50 },
    });
  });

  it('reads back as it was written, whatever stands in its texts', () => {
    const text = fc
      .string({ unit: fc.constantFrom('a', 'é', ',', ';', '"', "'", '\n', ' ', '1') })
      .filter((s) => s.trim() !== '');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(text, fc.nat(1_000_000)), { minLength: 1 }),
        fc.constantFrom(',', ';'),
        (rows, delimiter) => {
          const lines = rows.map(([name, persons]) => `"${name.replaceAll('"', '""')}"${delimiter}${persons}`);
          const table = read(`name${delimiter}persons\n${lines.join('\n')}\n`);
          expect(table.ok && table.value.map(({ values }) => [values.name, values.persons])).toEqual(
            rows.map(([name, persons]) => [name.normalize('NFC').trim(), persons]),
          );
        },
      ),
    );
  });
});

describe('a cell', () => {
  it('with a date as its moment means the start of that day in Amsterdam', () => {
    expect(moment('2023-07-01')).toEqual({ ok: true, value: '2023-06-30T22:00:00.000Z' });
    expect(moment('2023-07-01T12:00:00+02:00')).toEqual({ ok: true, value: '2023-07-01T10:00:00.000Z' });
    expect(moment('2023-07-01T12:00:00').ok).toBe(false);
  });

  it('holds digits only where a whole number is asked', () => {
    const readPersons = wholeNumber(-10, 10);
    expect(readPersons('-3')).toEqual({ ok: true, value: -3 });
    expect(readPersons('-0')).toEqual({ ok: true, value: 0 });
    for (const bad of ['+3', '3,0', '0x3', '3 ', 'drie', '−3', '99999999999999999999'])
      expect(readPersons(bad).ok).toBe(false);
  });

  it('names the period and the text that it may hold', () => {
    expect(period('2023-3')).toMatchObject({ refusals: [{ code: 'PERIOD_INVALID' }] });
    expect(freeText(5)('te lang')).toMatchObject({ refusals: [{ code: 'TEXT_TOO_LONG' }] });
  });
});
