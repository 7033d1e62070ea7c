import { ok, refuse, type Result } from './decision.js';

/** The test by which a burgerservicenummer is recognised: weights 9…2 and −1, divisible by eleven. */
function passesElfproef(digits: string): boolean {
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i === 8 ? -1 : 9 - i), 0);
  return sum % 11 === 0 && !/^0+$/.test(digits);
}

/**
 * Nine digits as people write a BSN: in one piece, 3-3-3 or 4-2-3. A date with a number behind it is not among them. Looked for
 * ahead, so that of a longer row of groups each nine are tried.
 */
const NINE_DIGITS = /(?<!\d)(?=(\d{9}|\d{3}([ .-])\d{3}\2\d{3}|\d{4}([ .-])\d{2}\3\d{3})(?!\d))/g;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A V-nummer of the IND: V and seven digits or more, with or without separators. */
const V_NUMBER = /(?<![\p{L}\d])v[-.\s]?(?:\d[.\s]?){7,}/iu;
/** Control characters and lone surrogates: Postgres cannot store some of them, and the others hide content. Tab and line end may. */
const UNPRINTABLE = /[^\P{Cc}\t\n\r]|\p{Cs}/u;

/** Whether a text holds something shaped like a BSN or a V-nummer, which may never enter the log (domain.md §7). */
export function looksPersonal(text: string): boolean {
  if (V_NUMBER.test(text)) return true;
  return [...text.matchAll(NINE_DIGITS)].some(([, digits = '']) => passesElfproef(digits.replace(/\D/g, '')));
}

/**
 * The same of an id that a client makes up, which may part its digits by `_` or `:` as well. Never of a UUID: of a thousand
 * that chance makes, one holds nine digits that pass for a BSN.
 */
export const idLooksPersonal = (id: string): boolean =>
  !UUID.test(id) && [id, id.replace(/[_:]/g, '.')].some((text) => looksPersonal(text));

/** Words with which people begin to name somebody, or tell a birth date or how to reach them. */
const NAME = String.raw`(?:(?:van|de|den|der|el|al|ten|ter|in|'t)[ -]+)*\p{Lu}\p{L}`;
const NAMING = new RegExp(
  String.raw`(?<!\p{L})(?:[Dd]hr|[Mm]evr|[Mm]w|[Ff]am|[Mm]r|[Mm]rs)\.? +${NAME}` +
    String.raw`|(?<!\p{L})(?:[Hh]eer|[Mm]evrouw|[Mm]eneer|[Ff]amilie|[Gg]ezin|[Gg]enaamd|[Hh]eet|[Nn]aam:?) +${NAME}` +
    String.raw`|(?<!\p{L})[Gg]eb(?:oren|\.|oortedatum)?:?(?: op)? *\d`,
  'u',
);
const REACHING = /[^\s@]+@[^\s@]+\.\p{L}{2,}|(?<!\d)(?:\+31|0031|06)[ -]?(?:\d[ -]?){8}(?!\d)/u;

/**
 * Whether a text seems to name a person, or to tell when they were born or how to reach them. A name alone cannot be told from
 * another word: this finds how people usually write one.
 */
export const seemsToName = (text: string): boolean => NAMING.test(text) || REACHING.test(text);

/** As `parseFreeText`, for a note about people: also refuses what names somebody (`PERSONAL_DATA_SUSPECTED`). */
export function parseNote(raw: string, most: number, path: readonly string[] = []): Result<string> {
  return parseText(raw, most, path, (text) => looksPersonal(text) || seemsToName(text));
}

/**
 * Reads what people write about a fact: trimmed, NFC, not empty, at most `most` characters. Refuses `FIELD_EMPTY`,
 * `TEXT_TOO_LONG`, `TEXT_INVALID` (control characters) and `PERSONAL_DATA_SUSPECTED`; the last never repeats the text.
 */
export function parseFreeText(raw: string, most: number, path: readonly string[] = []): Result<string> {
  return parseText(raw, most, path, looksPersonal);
}

/** Reads the id of a thing that is known already; as `parseFreeText`, but takes every UUID. */
export function parseId(raw: string, most: number, path: readonly string[] = []): Result<string> {
  return parseText(raw, most, path, idLooksPersonal);
}

function parseText(
  raw: string,
  most: number,
  path: readonly string[],
  isPersonal: (text: string) => boolean,
): Result<string> {
  if (UNPRINTABLE.test(raw)) return refuse('TEXT_INVALID', 'de tekst bevat tekens die niet zijn toegestaan', path);
  const text = raw.normalize('NFC').trim();
  if (text === '') return refuse('FIELD_EMPTY', 'dit veld mag niet leeg zijn', path);
  if (text.length > most) return refuse('TEXT_TOO_LONG', `de tekst is langer dan ${most} tekens`, path, { most });
  if (isPersonal(text)) {
    return refuse(
      'PERSONAL_DATA_SUSPECTED',
      'de tekst lijkt een persoonsgegeven te bevatten (BSN, V-nummer, naam, geboortedatum); laat dat weg',
      path,
    );
  }
  return ok(text);
}
