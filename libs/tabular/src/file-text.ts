import { ok, refuse, type Result } from '#libs/kernel';
import { MOST_BYTES, tooLarge, type DataFile } from './data-file.js';

/** What UTF-8 looks like when it is read as Windows-1252: a capital A with a hat and a sign behind it. */
const BROKEN_UTF8 = /[ÂÃâ][\u0080-\u00bf‚-™]/;
const CONTROL = /[^\P{Cc}\t\n\r]/u;

const notText = (name: string, why: string): Result<never> =>
  refuse('FILE_NOT_TEXT', `${name} is geen CSV-tekst: ${why}`, ['file']);

/**
 * The text of a file. UTF-8, with or without BOM; what is not UTF-8 is read as Windows-1252, as Excel still writes it,
 * unless the result shows that it is neither. Lines end in LF. Refuses `FILE_TOO_LARGE`, `FILE_EMPTY` and `FILE_NOT_TEXT`.
 */
export function textOf({ name, bytes }: DataFile): Result<string> {
  if (bytes.length > MOST_BYTES) return tooLarge(name, bytes.length);
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return notText(name, 'het is UTF-16; sla het op als “CSV UTF-8”');
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder('windows-1252').decode(bytes);
    if (BROKEN_UTF8.test(text)) return notText(name, 'het is geen geldige UTF-8; sla het op als “CSV UTF-8”');
  }
  if (CONTROL.test(text)) return notText(name, 'het bevat tekens die in tekst niet voorkomen');
  if (text.trim() === '') return refuse('FILE_EMPTY', `${name} is leeg`, ['file']);
  return ok(text.replace(/\r\n?/g, '\n'));
}
