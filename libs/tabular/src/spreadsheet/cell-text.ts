const DAY_MS = 86_400_000;
/** Excel believes that 1900 was a leap year: from 1 March 1900 on its days count from 30 December 1899. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const FALSE_LEAP_DAY = 60;
/** 31 December 9999. */
const LAST_SERIAL = 2_958_465;
/** Spreadsheets keep fifteen digits: of a longer number the last ones are gone before we see it. */
const MOST_DIGITS = 15;
const LEAST_INEXACT = 1e15;

/** How a cell of numbers is shown, as far as it changes what the number says. */
export type NumberFormat = 'plain' | 'date' | { readonly zeros: number };

/** A number as people read it, without exponent, to fifteen digits: `765.42999999999995` is 765.43. Null: more digits than are kept. */
export function plainNumber(value: number): string | null {
  if (Math.abs(value) >= LEAST_INEXACT) return null;
  const rounded = Number(value.toPrecision(MOST_DIGITS));
  const text = String(rounded === 0 ? 0 : rounded);
  return text.includes('e') ? rounded.toFixed(20).replace(/\.?0+$/, '') : text;
}

/** The day of a serial number, `YYYY-MM-DD`; with `T10:30:00` behind it where it is no whole day. Null: no day. */
export function serialDate(serial: number, is1904: boolean): string | null {
  const last = is1904 ? LAST_SERIAL - 1_462 : LAST_SERIAL;
  if (!(serial >= (is1904 ? 0 : 1)) || serial >= last + 1) return null;
  const seconds = Math.round(serial * 86_400);
  const days = Math.floor(seconds / 86_400);
  if (!is1904 && days === FALSE_LEAP_DAY) return '1900-02-29';
  const epoch = is1904 ? EPOCH_1904 : days < FALSE_LEAP_DAY ? EPOCH_1900 + DAY_MS : EPOCH_1900;
  const iso = new Date(epoch + seconds * 1000).toISOString();
  return wholeDay(iso.slice(0, 19));
}

/** `2024-05-01T00:00:00` is a day. */
export const wholeDay = (text: string): string => text.replace(/T00:00(:00(\.0+)?)?$/, '');

const DATE_IDS: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 57, 58,
]);

/** What the format of a number makes of it, by its code or, where that is built in, by its id. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return DATE_IDS.has(id) ? 'date' : 'plain';
  if (/^0{2,20}$/.test(code)) return { zeros: code.length };
  // Hours, minutes or seconds in brackets are time that went by: [h]:mm is no date.
  if (/\[(h+|m+|s+)\]/i.test(code)) return 'plain';
  // What stands in quotes, behind a backslash or in other brackets (a colour, a language) is no part of a date.
  const shown = (code.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').toLowerCase();
  return /[yd]/.test(shown) || (/m/.test(shown) && !/[hs0#?]/.test(shown)) ? 'date' : 'plain';
}

/** Excel writes what XML cannot hold as `_x000D_`. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
