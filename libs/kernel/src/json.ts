import { hash } from 'node:crypto';

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/**
 * Canonical JSON by RFC 8785 (JCS) for the values that we store: keys sorted by UTF-16 code units, no white space,
 * numbers as ECMAScript writes them. Two equal values give the same bytes, so that a hash over them can be recomputed
 * by anyone, whatever order a database hands the keys back in.
 * @throws TypeError on a number that is not finite: it has no JSON form and must never reach a hash.
 */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    let members = '';
    for (const key of Object.keys(value).sort()) {
      members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(value[key] as JsonValue)}`;
    }
    return `{${members}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('a number must be finite');
  return JSON.stringify(value);
}

/** SHA-256 of a text in UTF-8, as 64 lower-case hexadecimal digits. */
export const sha256 = (text: string): string => hash('sha256', text, 'hex');
