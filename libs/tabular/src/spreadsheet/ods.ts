import { columnLetters, type Sheet } from '../sheet.js';
import { plainNumber, wholeDay } from './cell-text.js';
import { malformed, stop } from './refused.js';
import { SheetRows, TextBudget, type Wanted } from './sheet-rows.js';
import { readXml, type Attributes, type XmlReader } from './xml-stream.js';
import type { ZipArchive } from './zip-archive.js';

const CONTENT = 'content.xml';
const MANIFEST = 'META-INF/manifest.xml';
const MIME = 'application/vnd.oasis.opendocument.spreadsheet';

/** Whether the parts are those of a spreadsheet of LibreOffice. */
export function isOds(archive: ZipArchive): boolean {
  if (!archive.has('mimetype') || !archive.has(CONTENT)) return false;
  let text = '';
  archive.unpack('mimetype', (piece) => {
    if (text.length < 2 * MIME.length) text += new TextDecoder().decode(piece);
  });
  return text.trim().startsWith(MIME);
}

/** Parts of a spreadsheet that may hold tables or text of their own, which are not in its cells. */
const APART: ReadonlySet<string> = new Set([
  'annotation',
  'tracked-changes',
  'shapes',
  'forms',
  'frame',
  'dde-links',
  'table-source',
  'note',
  'ruby-text',
  'named-expressions',
  'database-ranges',
  'data-pilot-tables',
]);

const repeats = (text: string | undefined): number => {
  const times = text === undefined ? 1 : Number(text);
  return Number.isInteger(times) && times >= 1 ? times : malformed('een herhaling is geen aantal');
};

/** The sheets of a document, one after another as they stand in its content. */
class ContentReader implements XmlReader {
  readonly sheets: SheetRows[] = [];
  readonly #budget = new TextBudget();
  #rows: SheetRows | null = null;
  /** First row that comes, from 1. */
  #next = 1;
  #rowRepeats = 1;
  #place = 0;
  #cell: Attributes | null = null;
  #cellRepeats = 1;
  #paragraphs: string[] = [];
  #inParagraph = 0;
  /** How deep we are in something that is no part of a cell. */
  #apart = 0;
  #isSpreadsheet = false;

  constructor(private readonly wanted: Wanted) {}

  opened(name: string, attributes: Attributes): void {
    if (this.#apart > 0 || APART.has(name) || (this.#cell !== null && name === 'table')) {
      this.#apart++;
      return;
    }
    if (this.#inParagraph > 0) return this.openedInText(name, attributes);
    switch (name) {
      case 'spreadsheet':
        this.#isSpreadsheet = true;
        return;
      case 'table':
        return this.beginSheet(attributes['table:name'] ?? '');
      case 'table-row':
        return this.beginRow(attributes);
      case 'table-cell':
      case 'covered-table-cell':
        this.#cell = attributes;
        this.#cellRepeats = repeats(attributes['table:number-columns-repeated']);
        this.#paragraphs = [];
        return;
      case 'p':
        this.#inParagraph = 1;
        this.#paragraphs.push('');
    }
  }

  closed(name: string): void {
    if (this.#apart > 0) {
      this.#apart--;
      return;
    }
    if (this.#inParagraph > 0) {
      this.#inParagraph--;
      return;
    }
    switch (name) {
      case 'table-cell':
      case 'covered-table-cell':
        return this.endCell();
      case 'table-row':
        this.#rows?.end(this.#rowRepeats);
        this.#next += this.#rowRepeats;
        return;
      case 'table':
        this.#rows = null;
    }
  }

  text(text: string): void {
    if (this.#apart === 0 && this.#inParagraph > 0 && this.#rows?.isDone === false) this.write(text);
  }

  private write(text: string): void {
    const last = this.#paragraphs.length - 1;
    this.#paragraphs[last] = (this.#paragraphs[last] ?? '') + text;
  }

  /** White space that XML would fold has elements of its own. */
  private openedInText(name: string, attributes: Attributes): void {
    this.#inParagraph++;
    if (name === 's') this.write(' '.repeat(Math.min(repeats(attributes['text:c']), 100)));
    else if (name === 'tab') this.write('\t');
    else if (name === 'line-break') this.write('\n');
  }

  private beginSheet(name: string): void {
    if (!this.#isSpreadsheet) return;
    this.#rows = new SheetRows(name, this.wanted, this.#budget);
    this.sheets.push(this.#rows);
    this.#next = 1;
  }

  private beginRow(attributes: Attributes): void {
    this.#rowRepeats = repeats(attributes['table:number-rows-repeated']);
    this.#place = 0;
    this.#rows?.begin(this.#next);
  }

  private endCell(): void {
    const attributes = this.#cell;
    const rows = this.#rows;
    this.#cell = null;
    if (attributes === null || rows === null || rows.isDone) return;
    const place = this.#place;
    this.#place += this.#cellRepeats;
    this.noteMerged(rows, place, attributes);
    const text = this.textOf(rows, place, attributes);
    if (text !== null) rows.put(place, text, this.#cellRepeats);
  }

  private textOf(rows: SheetRows, place: number, attributes: Attributes): string | null {
    const type = attributes['office:value-type'];
    const shown = this.#paragraphs.join('\n');
    if (attributes['calcext:value-type'] === 'error') {
      rows.fault(place, 'CELL_ERROR', `de cel toont een fout (${shown.slice(0, 20)})`);
      return null;
    }
    switch (type) {
      case 'float':
      case 'percentage':
      case 'currency':
        return this.numberIn(rows, place, attributes['office:value'], shown);
      case 'date':
        return wholeDay(attributes['office:date-value'] ?? shown);
      case 'boolean':
        return attributes['office:boolean-value'] === 'true' ? 'true' : 'false';
      case 'string':
        return attributes['office:string-value'] ?? shown;
      case undefined:
        if (attributes['table:formula'] === undefined || shown !== '') return shown;
        rows.fault(
          place,
          'FORMULA_WITHOUT_VALUE',
          'de formule heeft geen uitkomst; open en bewaar het bestand opnieuw',
        );
        return null;
      default:
        return shown;
    }
  }

  /** A number that is shown with leading zeros, as the id of a BAG object, is meant with them. */
  private numberIn(rows: SheetRows, place: number, value: string | undefined, shown: string): string | null {
    const number = Number(value);
    if (value === undefined || value.trim() === '' || !Number.isFinite(number)) malformed('een getal is geen getal');
    const plain = plainNumber(number);
    if (plain === null) {
      const message = 'het getal heeft meer dan 15 cijfers en is daarom niet nauwkeurig bewaard; maak er tekst van';
      rows.fault(place, 'NUMBER_NOT_EXACT', message);
      return null;
    }
    return /^0\d+$/.test(shown) && Number(shown) === number ? shown : plain;
  }

  private noteMerged(rows: SheetRows, place: number, attributes: Attributes): void {
    const across = repeats(attributes['table:number-columns-spanned']);
    const down = repeats(attributes['table:number-rows-spanned']);
    if (across === 1 && down === 1) return;
    const [first, last] = [this.#next, this.#next + down - 1];
    const name = `${columnLetters(place)}${first}:${columnLetters(place + across - 1)}${last}`;
    rows.merged({ name, firstLine: first, lastLine: last, firstPlace: place });
  }
}

/** LibreOffice names an encrypted part in its manifest; the part itself looks like any other. */
function refuseEncrypted(archive: ZipArchive): void {
  if (!archive.has(MANIFEST)) return;
  readXml(archive, MANIFEST, {
    opened(name) {
      if (name !== 'encryption-data') return;
      stop('FILE_ENCRYPTED', 'het bestand is met een wachtwoord beveiligd; bewaar het zonder');
    },
    closed: () => undefined,
    text: () => undefined,
  });
}

/** Every sheet of a document, in its order: wholly where `wanted` says so of its first row, else that row only. */
export function readOds(archive: ZipArchive, wanted: Wanted): readonly Sheet[] {
  refuseEncrypted(archive);
  const reader = new ContentReader(wanted);
  readXml(archive, CONTENT, reader);
  return reader.sheets.map((rows) => rows.sheet());
}
