import type { Refusal } from '#libs/kernel';

/** 250,000 rows: a file is stored in one commit, which holds up all other writers for as long as it takes. */
export const MOST_ROWS = 250_000;

export interface RawRow {
  /** Line of the file, or row of the sheet. */
  readonly line: number;
  /** NFC, trimmed. */
  readonly cells: readonly string[];
}

/** What is wrong with a cell whatever column it belongs to, as an error of a formula. */
export interface CellFault {
  readonly line: number;
  /** From 0. */
  readonly place: number;
  readonly refusal: Refusal;
}

/** A table as it stands in the file: the first row is its header. */
export interface Sheet {
  /** Null: the file has no sheets. */
  readonly name: string | null;
  readonly rows: readonly RawRow[];
  readonly faults: readonly CellFault[];
  /** What is wrong with the sheet as a whole, as cells that are merged. */
  readonly refusals: readonly Refusal[];
}

/** `A`, `Z`, `AA`: what people call a column, from 0. */
export function columnLetters(place: number): string {
  const letters = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letters : columnLetters(Math.floor(place / 26) - 1) + letters;
}

/** `B12` as its place and row; null for what is no reference. */
export function cellReference(text: string): { readonly place: number; readonly line: number } | null {
  const [, letters, digits] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(text) ?? [];
  if (letters === undefined || digits === undefined) return null;
  const place = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { place, line: Number(digits) };
}
