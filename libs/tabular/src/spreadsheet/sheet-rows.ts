import { refusal, type Refusal } from '#libs/kernel';
import { columnLetters, MOST_ROWS, type CellFault, type RawRow, type Sheet } from '../sheet.js';
import { stop } from './refused.js';

/** No table that we read has more than some twenty columns. */
export const MOST_COLUMNS = 256;
/** As Excel itself. */
const MOST_CELL = 32_767;
/** Characters of all cells together: one long text that a million cells refer to is a bomb as well. */
const MOST_TEXT = 64 * 1024 * 1024;
const MOST_FAULTS = 1_000;

/** What all sheets of a file may hold together. */
export class TextBudget {
  #left = MOST_TEXT;

  spend(characters: number): void {
    this.#left -= characters;
    if (this.#left < 0) {
      stop('SPREADSHEET_TOO_LARGE', 'de cellen van het rekenblad bevatten te veel tekst', { most: MOST_TEXT });
    }
  }
}

/** Cells that are shown as one. */
export interface Merged {
  /** `A1:C1`. */
  readonly name: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly firstPlace: number;
}

/** Whether a sheet that begins with this row is one to read on; else its first row is all that is kept of it. */
export type Wanted = (header: readonly string[]) => boolean;

/** Gathers the rows of one sheet within the limits. Rows without any text are left out, and so is what is empty behind the last text. */
export class SheetRows {
  readonly #rows: RawRow[] = [];
  readonly #faults: CellFault[] = [];
  readonly #merged: Merged[] = [];
  #cells: string[] = [];
  #line = 0;
  #isDone = false;

  constructor(
    readonly name: string,
    private readonly wanted: Wanted,
    private readonly budget: TextBudget,
  ) {}

  /** True: the rest of the sheet need not be read. */
  get isDone(): boolean {
    return this.#isDone;
  }

  begin(line: number): void {
    this.#line = line;
    this.#cells = [];
  }

  put(place: number, raw: string, times = 1): void {
    if (raw.length > MOST_CELL) return this.fault(place, 'CELL_TOO_LONG', `de cel is langer dan ${MOST_CELL} tekens`);
    const text = raw.normalize('NFC').trim();
    if (text === '') return;
    if (place + times > MOST_COLUMNS) {
      const message = `blad “${this.name}”, rij ${this.#line}: er staat iets in kolom ${columnLetters(place + times - 1)}; het meeste is ${MOST_COLUMNS} kolommen`;
      stop('ROW_TOO_WIDE', message, { sheet: this.name, row: this.#line, most: MOST_COLUMNS });
    }
    while (this.#cells.length < place) this.#cells.push('');
    for (let n = 0; n < times; n++) this.#cells[place + n] = text;
  }

  /** The row goes on, but this cell says nothing that can be read. */
  fault(place: number, code: string, message: string): void {
    if (this.#isDone || this.#faults.length >= MOST_FAULTS) return;
    this.#faults.push({ line: this.#line, place, refusal: refusal(code, message) });
  }

  merged(range: Merged): void {
    if (!this.#isDone && this.#merged.length < MOST_FAULTS) this.#merged.push(range);
  }

  /** The row as it stands, so many times on end. */
  end(times = 1): void {
    const cells = this.#cells;
    const isEmpty = cells.length === 0 && this.#faults.at(-1)?.line !== this.#line;
    if (isEmpty || this.#isDone) return;
    if (this.#rows.length + times > MOST_ROWS + 1) {
      const message = `blad “${this.name}” heeft meer dan ${MOST_ROWS} rijen`;
      stop('FILE_TOO_MANY_ROWS', message, { sheet: this.name, most: MOST_ROWS });
    }
    const characters = cells.reduce((sum, cell) => sum + cell.length, 0);
    const isFirst = this.#rows.length === 0;
    for (let n = 0; n < times; n++) {
      this.budget.spend(characters);
      this.#rows.push({ line: this.#line + n, cells });
    }
    if (isFirst && !this.wanted(cells)) this.#isDone = true;
  }

  sheet(): Sheet {
    const { name } = this;
    return { name, rows: this.#rows, faults: this.#faults, refusals: this.mergedWithin() };
  }

  /** Of merged cells only the first says something: what the others mean is anybody's guess. Outside the table they do no harm. */
  private mergedWithin(): readonly Refusal[] {
    const first = this.#rows[0];
    const last = this.#rows.at(-1);
    if (first === undefined || last === undefined) return [];
    return this.#merged
      .filter((range) => range.lastLine >= first.line && range.firstLine <= last.line)
      .filter((range) => range.firstPlace < first.cells.length)
      .map(({ name: range }) => {
        const message = `blad “${this.name}”, ${range}: er zijn cellen samengevoegd; maak dat ongedaan`;
        return refusal('CELLS_MERGED', message, ['sheet', range], { sheet: this.name, range });
      });
  }
}
