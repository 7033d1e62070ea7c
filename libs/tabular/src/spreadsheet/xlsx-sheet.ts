import { cellReference, type Sheet } from '../sheet.js';
import { plainNumber, serialDate, unescaped, wholeDay, type NumberFormat } from './cell-text.js';
import { malformed } from './refused.js';
import { SheetRows, type TextBudget, type Wanted } from './sheet-rows.js';
import type { Styles } from './xlsx-styles.js';
import { readXml, type Attributes, type XmlReader } from './xml-stream.js';
import type { ZipArchive } from './zip-archive.js';

interface XlsxSheet {
  readonly part: string;
  readonly name: string;
  readonly strings: readonly string[];
  readonly styles: Styles;
  readonly is1904: boolean;
  readonly wanted: Wanted;
  readonly budget: TextBudget;
}

/** Nothing more of this part needs to be unpacked. */
class Enough extends Error {}

const LAST_ROW = 1_048_576;

/** The cells of one sheet, one after another as they stand in its part. */
class CellReader implements XmlReader {
  readonly #rows: SheetRows;
  #line = 0;
  #place = -1;
  #kind = 'n';
  #format: NumberFormat = 'plain';
  #hasFormula = false;
  #value: string | null = null;
  #inline = '';
  /** What the text that comes belongs to. */
  #in: 'value' | 'inline' | null = null;
  #sounding = 0;

  constructor(private readonly sheet: XlsxSheet) {
    this.#rows = new SheetRows(sheet.name, sheet.wanted, sheet.budget);
  }

  done(): Sheet {
    return this.#rows.sheet();
  }

  opened(name: string, attributes: Attributes): void {
    switch (name) {
      case 'row':
        return this.beginRow(attributes['r']);
      case 'c':
        return this.beginCell(attributes);
      case 'f':
        this.#hasFormula = true;
        return;
      case 'v':
        this.#value = '';
        this.#in = 'value';
        return;
      case 'rPh':
        this.#sounding++;
        return;
      case 't':
        if (this.#sounding === 0) this.#in = 'inline';
        return;
      case 'mergeCell':
        return this.merged(attributes['ref'] ?? '');
    }
  }

  closed(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.#in = null;
        return;
      case 'rPh':
        this.#sounding--;
        return;
      case 'c':
        return this.endCell();
      case 'row':
        this.#rows.end();
        if (this.#rows.isDone) throw new Enough();
    }
  }

  text(text: string): void {
    if (this.#in === 'value') this.#value = (this.#value ?? '') + text;
    else if (this.#in === 'inline') this.#inline += text;
  }

  private beginRow(number: string | undefined): void {
    const line = number === undefined ? this.#line + 1 : Number(number);
    if (!Number.isInteger(line) || line <= this.#line || line > LAST_ROW) malformed('de rijen staan niet op volgorde');
    this.#line = line;
    this.#place = -1;
    this.#rows.begin(line);
  }

  private beginCell({ r: reference, t: kind = 'n', s: style }: Attributes): void {
    const at = reference === undefined ? null : cellReference(reference);
    if (reference !== undefined && at?.line !== this.#line) malformed('een cel staat in een andere rij');
    const place = at?.place ?? this.#place + 1;
    if (place <= this.#place) malformed('de cellen staan niet op volgorde');
    this.#place = place;
    this.#kind = kind;
    this.#format = style === undefined ? 'plain' : (this.sheet.styles[Number(style)] ?? 'plain');
    this.#hasFormula = false;
    this.#value = null;
    this.#inline = '';
  }

  private endCell(): void {
    const value = this.#value;
    if (this.#kind === 'inlineStr') return this.#rows.put(this.#place, unescaped(this.#inline));
    if (value === null || (value === '' && this.#kind !== 'str')) {
      // A program that cannot calculate wrote the formula without its outcome.
      if (this.#hasFormula) {
        this.fault('FORMULA_WITHOUT_VALUE', 'de formule heeft geen uitkomst; open en bewaar het bestand opnieuw');
      }
      return;
    }
    switch (this.#kind) {
      case 's': {
        const text = this.sheet.strings[Number(value)];
        return text === undefined ? malformed('een cel verwijst naar een tekst die er niet is') : this.put(text);
      }
      case 'str':
        return this.put(unescaped(value));
      case 'b':
        return this.put(value === '1' || value === 'true' ? 'true' : 'false');
      case 'd':
        return this.put(wholeDay(value));
      case 'e':
        return this.fault('CELL_ERROR', `de cel toont een fout (${value.slice(0, 20)})`);
      default:
        return this.putNumber(value);
    }
  }

  private putNumber(text: string): void {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value)) malformed('een getal is geen getal');
    const format = this.#format;
    const day = format === 'date' ? serialDate(value, this.sheet.is1904) : null;
    const plain = day ?? plainNumber(value);
    if (plain === null) {
      const message = 'het getal heeft meer dan 15 cijfers en is daarom niet nauwkeurig bewaard; maak er tekst van';
      return this.fault('NUMBER_NOT_EXACT', message);
    }
    this.put(typeof format === 'object' && /^\d+$/.test(plain) ? plain.padStart(format.zeros, '0') : plain);
  }

  private put(text: string): void {
    this.#rows.put(this.#place, text);
  }

  private fault(code: string, message: string): void {
    this.#rows.fault(this.#place, code, message);
  }

  private merged(range: string): void {
    const [from, to] = range.split(':').map((text) => cellReference(text));
    if (from === undefined || from === null) return;
    const last = to ?? from;
    this.#rows.merged({ name: range, firstLine: from.line, lastLine: last.line, firstPlace: from.place });
  }
}

export function readXlsxSheet(archive: ZipArchive, sheet: XlsxSheet): Sheet {
  const reader = new CellReader(sheet);
  try {
    readXml(archive, sheet.part, reader);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return reader.done();
}
